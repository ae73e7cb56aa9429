"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { toCssColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { Amount } from "@/components/ui/display/amount";
import { Figure, Figures } from "@/components/ui/display/figure";
import { useMoney } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatCount, formatShare } from "@/lib/core/format/format";
import { sumDecimals, toShare } from "@/lib/core/money/money-math";
import type { PrintedRow } from "@/lib/core/money/rounding";
import type { Savings } from "@/lib/money/savings/schema";

/** What is printed adds up as in the last row of the table. */
export function SavingsFigures({ savings, printed }: { savings: Savings; printed: PrintedRow }) {
  const t = useTranslations("savings");
  const locale = useLocale();
  const money = useMoney();
  const period = usePeriodName(savings);
  const { savedCents, cachingCents, batchingCents, paidCents, fullCents } = savings;
  const [paid = "0", caching = "0", batching = "0"] = printed.parts;
  const exact = money.toExact(savedCents);
  return (
    <div className="grid gap-2">
      <Figures>
        <Figure
          label={t("saved", { period })}
          isHero
          note={t("share", { share: formatShare(toShare(savedCents, fullCents), locale) })}
          end={<CopyButton value={exact} label={t("exact", { amount: exact, currency: money.currency })} />}
        >
          <Amount cents={savedCents} printed={sumDecimals([caching, batching])} />
        </Figure>
        <Figure label={<Explained name={t("caching")} text={t("cachingText")} color={0} />}>
          <Amount cents={cachingCents} printed={caching} />
        </Figure>
        <Figure label={<Explained name={t("batching")} text={t("batchingText")} color={1} />}>
          <Amount cents={batchingCents} printed={batching} />
        </Figure>
        <Figure label={<Explained name={t("paid")} text={t("paidText")} />}>
          <Amount cents={paidCents} printed={paid} />
        </Figure>
        <Figure label={<Explained name={t("full")} text={t("fullText")} />}>
          <Amount cents={fullCents} printed={printed.total} />
        </Figure>
      </Figures>
      <Notes savings={savings} />
    </div>
  );
}

type ExplainedProps = { name: string; text: string; color?: number };

/** The color is that of the chart. */
function Explained({ name, text, color }: ExplainedProps) {
  return (
    <>
      {color !== undefined && (
        <span className="mr-1.5 inline-flex">
          <Swatch color={toCssColor(color)} />
        </span>
      )}
      {name}
      <InfoTip about={name}>{text}</InfoTip>
    </>
  );
}

function Notes({ savings }: { savings: Savings }) {
  const t = useTranslations("savings");
  const spend = useTranslations("spend");
  const locale = useLocale();
  const { unpricedTokens, isSumming, loading, missingDays, incompleteDays } = savings;
  return (
    <div role="note" className="grid max-w-prose gap-1 text-ink-muted text-sm empty:hidden">
      {unpricedTokens !== "0" && <p>{t("unpriced", { tokens: formatCount(unpricedTokens, locale) })}</p>}
      {!loading && isSumming && <p>{t("summing")}</p>}
      {!loading && missingDays > 0 && <p>{spend("missing", { count: missingDays })}</p>}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
    </div>
  );
}

/** Such as "October 2026", or from one month to another. */
function usePeriodName({ from, to }: Savings): string {
  const t = useTranslations("savings");
  const format = useFormatter();
  const toName = (day: string) =>
    format.dateTime(new Date(day), { month: "long", year: "numeric", timeZone: "UTC" });
  const [first, last] = [toName(from), toName(to)];
  return first === last ? first : t("months", { first, last });
}
