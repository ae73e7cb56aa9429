"use client";

import { useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import type { KeyRow } from "@/lib/keys/schema";

type Props = { row: Pick<KeyRow, "cents30d" | "otherCents30d" | "isEstimate"> };

/** Renders nothing if the cost isn't known, which differs from no cost. */
export function KeyCost({ row: { cents30d, otherCents30d, isEstimate } }: Props) {
  const t = useTranslations("keys");
  const money = useMoney();
  if (cents30d === null) return <span className="text-ink-faint">–</span>;
  return (
    <span title={t(isEstimate ? "costEstimate" : "costDerived")}>
      {money.formatAll(cents30d, otherCents30d)}
      {isEstimate && <span className="ml-1 text-ink-muted text-xs">{t("estimate")}</span>}
    </span>
  );
}
