"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { NotReadYet } from "@/components/shell/loading-history";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatShare } from "@/lib/format";
import { toShare } from "@/lib/money";
import type { Overview } from "@/lib/overview/schema";

type Props = Pick<Overview, "month" | "budget">;

export function MonthFacts({ month, budget }: Props) {
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-4">
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
    return <Fact label={t("forecast")} note={loading ? null : spend("noForecast")} value={<NotReadYet />} />;
  const { cents, lowCents, highCents, tries } = forecast;
  const isRange = lowCents !== null && highCents !== null;
  return (
    <Fact
      label={
        <>
          {t("forecast")}
          <InfoTip about={t("forecast")}>
            {isRange ? spend("method", { tries }) : spend("methodUnscaled")}
          </InfoTip>
        </>
      }
      value={<Amount cents={cents} />}
      note={isRange && t("between", { low: money.format(lowCents), high: money.format(highCents) })}
    />
  );
}

function Budget({ budget: { id, cents, spentCents } }: { budget: NonNullable<Overview["budget"]> }) {
  const t = useTranslations("overview.month");
  const locale = useLocale();
  return (
    <Fact
      label={t("budget")}
      value={<Amount cents={cents} />}
      note={
        <Link
          href={`/cost/budgets?budget=${id}`}
          className="underline decoration-line-strong underline-offset-2 hover:text-ink"
        >
          {spentCents === null
            ? t("openBudget")
            : t("budgetUsed", { share: formatShare(toShare(spentCents, cents), locale) })}
        </Link>
      }
    />
  );
}

function Fact({ label, value, note }: { label: ReactNode; value: ReactNode; note: ReactNode }) {
  return (
    <div>
      <dt className="flex h-6 items-center gap-0.5 text-ink-muted text-sm">{label}</dt>
      <dd className="font-semibold text-lg tabular-nums">{value}</dd>
      <dd className="min-h-5 text-ink-muted text-sm tabular-nums">{note}</dd>
    </div>
  );
}
