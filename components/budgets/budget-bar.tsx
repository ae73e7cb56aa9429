import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { formatUsed } from "@/lib/core/format/format";
import { toShare } from "@/lib/core/money/money-math";

type Props = { spentCents: string; cents: string; thresholds: readonly number[] };

/** Ticks mark the thresholds; a share above the budget fills the bar. */
export function BudgetBar({ spentCents, cents, thresholds }: Props) {
  const t = useTranslations("budgets");
  const share = toShare(spentCents, cents);
  const locale = useLocale();
  const percent = Math.max(0, Math.floor(share * 100));
  const text = formatUsed(share, locale);
  const passed = thresholds.filter((one) => percent >= one);
  return (
    <span className="flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={t("share")}
        aria-valuenow={Math.min(percent, 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={text}
        className="relative block h-2 min-w-16 flex-1 overflow-hidden rounded-full bg-sunken forced-color-adjust-none"
      >
        <span
          className={clsx("block h-full transition-[width] duration-bar", toColor(percent, passed.length))}
          style={{ width: `${Math.min(percent, 100)}%` }}
        />
        {thresholds
          .filter((one) => one < 100)
          .map((one) => (
            <span key={one} className="absolute inset-y-0 w-px bg-line-strong" style={{ left: `${one}%` }} />
          ))}
      </span>
      <span aria-hidden className="w-14 text-right tabular-nums">
        {text}
      </span>
    </span>
  );
}

function toColor(percent: number, passed: number): string {
  if (percent >= 100) return "bg-danger";
  return passed > 0 ? "bg-warn" : "bg-chart-1";
}
