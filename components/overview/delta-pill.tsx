"use client";

import clsx from "clsx";
import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useChangeText } from "@/components/shell/use-change-text";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import type { Overview } from "@/lib/across/overview/schema";
import { compareDecimals } from "@/lib/core/money/money-math";

type Props = Pick<Overview, "month" | "budget">;

/** More cost is neither good nor bad, until it is more than the budget. */
export function DeltaPill({ month: { cents, compared }, budget }: Props) {
  const t = useTranslations("overview.month");
  const { toText, toDefinition } = useChangeText();
  const days = compared && { before: compared.before, after: compared.after };
  const given = compared && days && { before: compared.beforeCents, after: compared.afterCents, days };
  const text = given && toText(given);
  if (!compared || !days || !text) return null;
  const change = compareDecimals(compared.afterCents, compared.beforeCents);
  const isOver = budget !== null && cents !== null && compareDecimals(cents, budget.cents) > 0;
  const Arrow = change > 0 ? ArrowUp : change < 0 ? ArrowDown : ArrowRight;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-1 text-ink-muted text-sm">
      <span
        className={clsx(
          "inline-flex h-6 items-center gap-1 rounded-full px-2 font-medium tabular-nums",
          isOver ? "bg-danger-soft text-danger" : "bg-sunken text-ink",
        )}
      >
        <Arrow aria-hidden className="size-3.5" />
        {text}
      </span>
      <InfoTip about={t("difference")}>{toDefinition(days)}</InfoTip>
    </div>
  );
}
