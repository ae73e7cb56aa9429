"use client";

import clsx from "clsx";
import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatShare, formatSpan } from "@/lib/format";
import { compareDecimals, toChange } from "@/lib/money-math";
import type { Overview } from "@/lib/overview/schema";

type Props = Pick<Overview, "month" | "budget">;

/** More cost is neither good nor bad, until it is more than the budget. */
export function DeltaPill({ month: { cents, compared }, budget }: Props) {
  const t = useTranslations("overview.month");
  const locale = useLocale();
  const change = compared && toChange(compared.beforeCents, compared.afterCents);
  if (compared === null || change === null) return null;
  const isOver = budget !== null && cents !== null && compareDecimals(cents, budget.cents) > 0;
  const Arrow = change > 0 ? ArrowUp : change < 0 ? ArrowDown : ArrowRight;
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-muted text-sm">
      <span
        className={clsx(
          "inline-flex h-6 items-center gap-1 rounded-full px-2 font-medium tabular-nums",
          isOver ? "bg-danger-soft text-danger" : "bg-sunken text-ink",
        )}
      >
        <Arrow aria-hidden className="size-3.5" />
        {change > 0 && "+"}
        {formatShare(change, locale)}
      </span>
      {t("comparedWith", { days: formatSpan(compared.before, locale, "short") })}
    </p>
  );
}
