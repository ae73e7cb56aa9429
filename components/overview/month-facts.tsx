"use client";

import { useLocale, useTranslations } from "next-intl";
import { ForecastTip } from "@/components/directory/forecast-tip";
import { LoadingText, Provisional } from "@/components/shell/loading-history";
import { NotReadYet } from "@/components/shell/read-history";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { Figure } from "@/components/ui/display/figure";
import { useMoney } from "@/components/ui/display/money";
import type { Overview } from "@/lib/across/overview/schema";
import { formatUsed } from "@/lib/core/format/format";
import { toShare } from "@/lib/core/money/money-math";

type Props = Pick<Overview, "month" | "budget">;

export function MonthFacts({ month, budget }: Props) {
  return (
    // Its labels are in line with the title, so that its amounts are in line with the month's.
    <dl className="grid min-h-19 grid-cols-[3fr_2fr] items-start gap-x-6 sm:-mt-6">
      <Forecast month={month} />
      {budget && <Budget budget={budget} />}
    </dl>
  );
}

function Forecast({ month: { forecast, loading } }: Pick<Props, "month">) {
  const t = useTranslations("overview.month");
  const spend = useTranslations("spend.month");
  const money = useMoney();
  if (!forecast)
    return (
      <Figure label={t("forecast")} note={loading ? <LoadingText loading={loading} /> : spend("noForecast")}>
        <NotReadYet />
      </Figure>
    );
  const { cents, lowCents, highCents } = forecast;
  const isRange = lowCents !== null && highCents !== null;
  return (
    <Figure
      label={
        <>
          {t("forecast")}
          <ForecastTip about={t("forecast")} forecast={forecast} />
        </>
      }
      end={forecast.isProvisional && <Provisional />}
      note={isRange && t("between", { low: money.format(lowCents), high: money.format(highCents) })}
    >
      <Amount cents={cents} fades />
    </Figure>
  );
}

function Budget({ budget: { id, cents, spentCents } }: { budget: NonNullable<Overview["budget"]> }) {
  const t = useTranslations("overview.month");
  const locale = useLocale();
  return (
    <Figure
      label={t("budget")}
      note={
        <Link
          href={`/cost/budgets?budget=${id}`}
          className="underline decoration-line-strong underline-offset-2 hover:text-ink"
        >
          {spentCents === null
            ? t("openBudget")
            : t("budgetUsed", { share: formatUsed(toShare(spentCents, cents), locale) })}
        </Link>
      }
    >
      <Amount cents={cents} fades />
    </Figure>
  );
}
