"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { ForecastTip } from "@/components/directory/forecast-tip";
import { UnknownDays } from "@/components/directory/unknown-days";
import { OtherCurrencies } from "@/components/shell/currency-notes";
import { IncompleteBadge } from "@/components/shell/incomplete-note";
import { LoadingText, Provisional } from "@/components/shell/loading-history";
import { NotReadYet } from "@/components/shell/read-history";
import { useChangeText } from "@/components/shell/use-change-text";
import { Amount } from "@/components/ui/display/amount";
import { Figure, Figures } from "@/components/ui/display/figure";
import { InCurrency, useMoney } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { listUrl } from "@/lib/core/address/search-params";
import { formatDay } from "@/lib/core/format/format";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { costSearchParams } from "@/lib/money/reports/cost/search-params";
import { toFilter } from "@/lib/money/reports/search-params";
import { spendMonthQuery } from "@/lib/money/spend/queries";
import type { SpendMonth as Month } from "@/lib/money/spend/schema";

/** How the month compares with the last one and where it leads. `children` are more figures of the month. */
export function SpendMonth({ children }: { children?: ReactNode }) {
  const t = useTranslations("spend");
  const format = useFormatter();
  const [search] = useQueryStates(costSearchParams, listUrl);
  const { data } = useQuery(spendMonthQuery(search.currency));
  const isNarrowed = Object.keys(toFilter(search, costDimensions)).length > 0;
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
        className="grid gap-2 min-[90rem]:border-l min-[90rem]:pl-6"
      >
        <Figures>
          {/* A page shows one difference. */}
          {search.compare === "none" && <MonthSoFar month={data} />}
          <Forecast month={data} />
          {children}
        </Figures>
        {isNarrowed && <p className="text-ink-muted text-sm">{t("month.whole")}</p>}
        <div className="hidden print:block">
          <OtherCurrencies shown={data} />
        </div>
      </section>
    </InCurrency>
  );
}

function hasUnknownDays({ loading, missingDays, unkeptDays }: Month): boolean {
  return !loading && missingDays + unkeptDays > 0;
}

/** The report beside it may show another month. */
function useMonthName(day: string): string {
  return useFormatter().dateTime(new Date(day), { month: "long", timeZone: "UTC" });
}

function MonthSoFar({ month: { month, compared, loading } }: { month: Month }) {
  const t = useTranslations("spend.month");
  const name = useMonthName(`${month}-01`);
  if (compared) return <Compared compared={compared} month={name} />;
  return (
    loading && (
      <Figure label={t("soFar", { month: name })}>
        <NotReadYet />
      </Figure>
    )
  );
}

function Compared({ compared, month }: { compared: NonNullable<Month["compared"]>; month: string }) {
  const t = useTranslations("spend.month");
  const locale = useLocale();
  const money = useMoney();
  const { toText, toDefinition } = useChangeText();
  const days = { before: compared.before, after: compared.after };
  const name = t("through", { month, day: formatDay(compared.after.to, locale, "short") });
  const change = toText({ before: compared.beforeCents, after: compared.afterCents, days });
  return (
    <Figure
      label={
        <>
          {name}
          <InfoTip about={name}>
            {toDefinition(days)} {t("completeDays")}
          </InfoTip>
        </>
      }
      note={change && t("fromAmount", { change, cents: money.format(compared.beforeCents) })}
    >
      <Amount cents={compared.afterCents} fades />
    </Figure>
  );
}

/** In the place of the note that follows, so that nothing moves. A phone has room for it only below the report. */
function Loading({ of }: { of: NonNullable<Month["loading"]> }) {
  const t = useTranslations("spend.month");
  return (
    <span role="note" title={t("waiting")} className="max-sm:hidden">
      <LoadingText loading={of} />
    </span>
  );
}

/** What the month lacks, or has in other currencies. */
function Gaps({ month }: { month: Month }) {
  const t = useTranslations("spend.month");
  return (
    <>
      {(hasUnknownDays(month) || month.totals.length > 0) && (
        <InfoTip about={t("gaps")}>
          <UnknownDays month={month} />
          <OtherCurrencies shown={month} />
        </InfoTip>
      )}
      {month.incompleteDays > 0 && <IncompleteBadge days={month.incompleteDays} />}
    </>
  );
}

function Forecast({ month }: { month: Month }) {
  const t = useTranslations("spend.month");
  const money = useMoney();
  const { forecast, loading } = month;
  const label = t("forecast", { month: useMonthName(`${month.month}-01`) });
  if (!forecast)
    return (
      <Figure
        label={label}
        end={<Gaps month={month} />}
        note={loading ? <Loading of={loading} /> : t("noForecast")}
      >
        <NotReadYet />
      </Figure>
    );
  const { lowCents, highCents } = forecast;
  return (
    <Figure
      end={
        <>
          {forecast.isProvisional && <Provisional />}
          <Gaps month={month} />
        </>
      }
      note={
        lowCents !== null && highCents !== null
          ? t("range", { low: money.format(lowCents), high: money.format(highCents) })
          : undefined
      }
      label={
        <>
          {label}
          <ForecastTip about={label} forecast={forecast} />
        </>
      }
    >
      <Amount cents={forecast.cents} fades />
    </Figure>
  );
}
