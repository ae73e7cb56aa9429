"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingText } from "@/components/shell/loading-history";
import { NotReadYet } from "@/components/shell/read-history";
import { Section } from "@/components/shell/section";
import { Amount } from "@/components/ui/display/amount";
import { Fact, Facts } from "@/components/ui/display/facts";
import { useMoney } from "@/components/ui/display/money";
import { formatShare } from "@/lib/core/format/format";
import type { Currency } from "@/lib/core/money/money";
import { compareDecimals, toShare } from "@/lib/core/money/money-math";
import type { LimitsOfOrganization, NamedSpendLimit } from "@/lib/directory/limits/schema";
import { spendMonthQuery } from "@/lib/money/spend/queries";
import type { SpendMonth } from "@/lib/money/spend/schema";

export function UsageTier({ spend }: { spend: LimitsOfOrganization["spend"] }) {
  const t = useTranslations("limits.tier");
  const { data: month } = useQuery(spendMonthQuery());
  const tier = spend.limits.find(({ scope }) => scope === "usage_tier");
  // Other kinds of organizations have no usage tier, and it is unknown before the first reading.
  if (!tier && !spend.settable.includes("organization")) return null;
  return (
    <Section title={t("title")} text={t("note")}>
      {tier ? (
        <TierFacts tier={tier} month={month} />
      ) : (
        spend.seenAt !== null && !spend.refusal && <p className="text-ink-muted text-sm">{t("none")}</p>
      )}
    </Section>
  );
}

type Props = { tier: NamedSpendLimit; month: SpendMonth | undefined };

function TierFacts({ tier, month }: Props) {
  const t = useTranslations("limits.tier");
  const cap = tier.cents;
  const isComparable = month === undefined || tier.currency === month.currency;
  const forecast = month?.forecast ?? null;
  const isOver =
    isComparable && cap !== null && forecast !== null && compareDecimals(forecast.cents, cap) > 0;
  return (
    <>
      <Facts>
        <Fact name={t("cap")}>
          {cap === null ? t("noCap") : <Amount cents={cap} currency={tier.currency} />}
        </Fact>
        <Fact name={t("spent")}>
          {month?.cents ? (
            <OfCap cents={month.cents} currency={month.currency} cap={isComparable ? cap : null} />
          ) : (
            <span className="block min-h-10">
              <NotReadYet />
            </span>
          )}
        </Fact>
        <Fact name={t("forecast")}>
          {month && forecast ? (
            <Forecast forecast={forecast} currency={month.currency} cap={isComparable ? cap : null} />
          ) : (
            <span className="text-ink-muted">
              {month?.loading ? <LoadingText loading={month.loading} /> : t("noForecast")}
            </span>
          )}
        </Fact>
      </Facts>
      {month && month.incompleteDays > 0 && <IncompleteNote days={month.incompleteDays} />}
      {!isComparable && <p className="text-ink-muted text-sm">{t("otherCurrency")}</p>}
      {isOver && (
        <p role="note" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          {t("over")}
        </p>
      )}
    </>
  );
}

type OfCapProps = { cents: string; currency: Currency; cap: string | null };

function OfCap({ cents, currency, cap }: OfCapProps) {
  const t = useTranslations("limits.tier");
  const locale = useLocale();
  return (
    <>
      <Amount cents={cents} currency={currency} />
      {cap !== null && cap !== "0" && (
        <span className="block text-ink-muted text-sm">
          {t("ofCap", { share: formatShare(toShare(cents, cap), locale) })}
        </span>
      )}
    </>
  );
}

type ForecastProps = Omit<OfCapProps, "cents"> & { forecast: NonNullable<SpendMonth["forecast"]> };

function Forecast({ forecast: { cents, lowCents, highCents }, currency, cap }: ForecastProps) {
  const t = useTranslations("spend.month");
  const money = useMoney(currency);
  return (
    <>
      <OfCap cents={cents} currency={currency} cap={cap} />
      {lowCents !== null && highCents !== null && (
        <span className="block text-ink-muted text-sm">
          {t("range", { low: money.format(lowCents), high: money.format(highCents) })}
        </span>
      )}
    </>
  );
}
