"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatShare } from "@/lib/format";
import { toChange } from "@/lib/money";
import { Figure } from "./figure";

type Props = { previous: string; now: string; format: (amount: string) => string };

/** What the period before came to, and how far it is from there to now; exact decimals both. */
export function PreviousFigure({ previous, now, format }: Props) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const change = toChange(previous, now);
  return (
    <Figure label={t("previous")}>
      {format(previous)}
      {change !== null && (
        <span className="ml-2 text-ink-muted text-sm">
          {change > 0 ? "+" : ""}
          {formatShare(change, locale)}
        </span>
      )}
    </Figure>
  );
}
