"use client";

import { useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import type { WorkspaceRow } from "@/lib/directory/workspaces/schema";

export function WorkspaceCost({ spendCents, otherCents }: Pick<WorkspaceRow, "spendCents" | "otherCents">) {
  const t = useTranslations("sync");
  const money = useMoney();
  if (spendCents === null) return <UnknownValue reason={t("notReadYet")} />;
  return money.formatAll(spendCents, otherCents);
}
