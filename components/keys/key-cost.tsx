"use client";

import { useLocale, useTranslations } from "next-intl";
import type { KeyRow } from "@/lib/keys/schema";
import { formatCents } from "@/lib/money";

/** Says where it comes from. Nothing where nothing is known, which is not the same as no cost. */
export function KeyCost({ row: { cents30d, isEstimate } }: { row: Pick<KeyRow, "cents30d" | "isEstimate"> }) {
  const t = useTranslations("keys");
  const locale = useLocale();
  if (cents30d === null) return <span className="text-ink-faint">–</span>;
  return (
    <span title={t(isEstimate ? "costEstimate" : "costDerived")}>
      {formatCents(cents30d, locale)}
      {isEstimate && <span className="ml-1 text-ink-muted text-xs">{t("estimate")}</span>}
    </span>
  );
}
