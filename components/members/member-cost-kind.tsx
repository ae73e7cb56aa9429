"use client";

import { useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import type { MemberSpend } from "@/lib/directory/members/schema";

/** What kind of amount it is, and what it covers. */
export function MemberCostKind({ source }: { source: NonNullable<MemberSpend["source"]> }) {
  const t = useTranslations("members");
  return (
    <span className="inline-flex items-center">
      <AmountKindBadge of={source === "reported" ? "reported" : "estimated"} />
      <InfoTip about={t("covers.about")}>{t(`covers.${source}`)}</InfoTip>
    </span>
  );
}
