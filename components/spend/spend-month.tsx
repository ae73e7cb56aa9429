"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { OtherCurrencies } from "@/components/shell/currency-choice";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory, NotReadYet } from "@/components/shell/loading-history";
import { Amount } from "@/components/ui/display/amount";
import { InCurrency, useMoney } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatShare, formatSpan } from "@/lib/format";
import { toChange } from "@/lib/money";
import { parseAsCurrency } from "@/lib/reports/search-params";
import { spendMonthQuery } from "@/lib/spend/queries";
import type { SpendMonth as Month } from "@/lib/spend/schema";

export function SpendMonth() {
  const t = useTranslations("spend");
  const format = useFormatter();
  const [currency] = useQueryState("currency", parseAsCurrency);
  const { data } = useQuery(spendMonthQuery(currency));
  if (!data) return null;
  const month = format.dateTime(new Date(`${data.month}-01`), {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return (
    <InCurrency currency={data.currency}>
      <section
        aria-label={t("month.label", { month })}
        className="grid grid-cols-2 items-end gap-x-6 gap-y-3 card px-4 py-3 sm:flex sm:flex-wrap sm:gap-x-10"
      >
        <Fact label={t("month.toDate", { month })}>
          {data.cents === null ? <NotReadYet /> : <Amount cents={data.cents} />}
        </Fact>
        <LastMonth month={data} />
        <Forecast month={data} />
        <div className="col-span-2 empty:hidden sm:basis-full">
          <OtherCurrencies shown={data} />
        </div>
        {data.loading && (
          <div className="col-span-2 sm:basis-full">
            <LoadingHistory loading={data.loading} text={t("month.waiting")} />
          </div>
        )}
        {!data.loading && data.missingDays > 0 && (
          <p role="note" className="col-span-2 text-ink-muted text-sm sm:basis-full">
            {t("missing", { count: data.missingDays })}
          </p>
        )}
        {data.incompleteDays > 0 && (
          <div className="col-span-2 sm:basis-full">
            <IncompleteNote days={data.incompleteDays} />
          </div>
        )}
      </section>
    </InCurrency>
  );
}

function LastMonth({ month: { compared, lastCents } }: { month: Month }) {
  const t = useTranslations("spend.month");
  const locale = useLocale();
  const money = useMoney();
  const change = compared && toChange(compared.beforeCents, compared.afterCents);
  return (
    <>
      {compared && (
        <Fact
          label={
            <>
              {t("lastToDate")}
              <InfoTip about={t("lastToDate")}>
                {t("completeDays", {
                  days: formatSpan(compared.after, locale),
                  cents: money.format(compared.afterCents),
                })}
              </InfoTip>
            </>
          }
        >
          <Amount cents={compared.beforeCents} />
          {change !== null && (
            <span className="ml-2 text-ink-muted text-sm">
              {change > 0 ? "+" : ""}
              {formatShare(change, locale)}
            </span>
          )}
        </Fact>
      )}
      {lastCents !== null && (
        <Fact label={t("last")}>
          <Amount cents={lastCents} />
        </Fact>
      )}
    </>
  );
}

function Forecast({ month: { forecast, loading } }: { month: Month }) {
  const t = useTranslations("spend.month");
  const money = useMoney();
  if (!forecast) return <Fact label={t("forecast")}>{loading ? <NotReadYet /> : t("noForecast")}</Fact>;
  const { lowCents, highCents, tries } = forecast;
  return (
    <Fact
      label={
        <>
          {t("forecast")}
          <InfoTip about={t("forecast")}>
            {lowCents === null ? t("methodUnscaled") : t("method", { tries })}
          </InfoTip>
        </>
      }
    >
      <Amount cents={forecast.cents} />
      {lowCents !== null && highCents !== null && (
        <span className="ml-2 text-ink-muted text-sm">
          {t("range", { low: money.format(lowCents), high: money.format(highCents) })}
        </span>
      )}
    </Fact>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <div className="flex min-h-6 items-center gap-0.5 text-ink-muted text-sm">{label}</div>
      <p className="font-medium text-lg tabular-nums">{children}</p>
    </div>
  );
}
