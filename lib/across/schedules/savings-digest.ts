import "server-only";
import { openSavings } from "@/lib/across/exports/savings";
import { formatCount, formatShare, formatSpan } from "@/lib/core/format/format";
import { formatCents } from "@/lib/core/money/money";
import { sumDecimals, toShare } from "@/lib/core/money/money-math";
import { roundTable } from "@/lib/core/money/rounding";
import { getOpportunities } from "@/lib/money/savings/opportunities";
import { getSavings } from "@/lib/money/savings/report";
import type { Savings } from "@/lib/money/savings/schema";
import { loadSavingsSearch, toSavingsQuery } from "@/lib/money/savings/search-params";
import type { Asked, Chart, Digest } from "./digest";
import { listGaps } from "./gaps";
import { toLasting } from "./lasting";
import { toStack } from "./stack";

const amounts = ["paid", "caching", "batching", "full"] as const;

export async function digestSavings({ by, search, today, t, locale }: Asked<"cost:read">): Promise<Digest> {
  const query = toSavingsQuery(loadSavingsSearch(search), today);
  const now = new Date(`${today}T12:00:00Z`);
  const [savings, advice] = await Promise.all([getSavings(by, query, now), getOpportunities(by, query, now)]);
  const { currency, models, savedCents, fullCents, unpricedTokens } = savings;
  const money = (cents: string) => formatCents(cents, locale, currency);
  const printed = roundTable(
    models.map(({ paidCents, cachingCents, batchingCents }) => ({
      parts: [paidCents, cachingCents, batchingCents],
    })),
  );
  const toCells = ({ parts, total }: (typeof printed)["total"]) => [...parts, total].map(money);
  const saved = sumDecimals(printed.total.parts.slice(1));
  const span = formatSpan(savings, locale);
  const share = formatShare(toShare(savedCents, fullCents), locale);
  return {
    span,
    sentence: t("mail.report.savings", { amount: money(saved), share, span }),
    story: advice.highCents === "0" ? [] : [t("mail.report.couldSave", { amount: money(advice.highCents) })],
    table: {
      columns: [
        { label: t("reports.dimensions.model") },
        ...amounts.map((name) => ({ label: t(`savings.${name}`), isNumber: true })),
      ],
      rows: models.map(({ model }, index) => [
        model ?? t("reports.values.none"),
        ...toCells(printed.rows[index] ?? printed.total),
      ]),
      foot: [t("mail.report.total"), ...toCells(printed.total)],
    },
    chart: toChart(savings, { t, locale, span, money, saved }),
    kind: "billed",
    notes: [
      ...listGaps(savings, t),
      ...(unpricedTokens === "0"
        ? []
        : [t("savings.unpriced", { tokens: formatCount(unpricedTokens, locale) })]),
      ...(savings.totals.length > 0 ? [t("mail.report.inCurrency", { currency })] : []),
    ],
    path: toLasting("/cost/savings", search, savings),
    openSheet: () => openSavings(by, query),
  };
}

type Words = Pick<Asked<never>, "t" | "locale"> & {
  span: string;
  money: (cents: string) => string;
  saved: string;
};

function toChart({ months, cachingCents, batchingCents }: Savings, words: Words): Chart {
  const { t, locale, span, money, saved } = words;
  const bars = months.map(({ month, cachingCents: caching, batchingCents: batching, savedCents }) => ({
    startsOn: month,
    total: savedCents,
    parts: [
      { key: "caching", value: caching },
      { key: "batching", value: batching },
    ],
  }));
  const parts = [
    { key: "caching", name: t("savings.caching"), amount: money(cachingCents), color: 0 },
    { key: "batching", name: t("savings.batching"), amount: money(batchingCents), color: 1 },
  ];
  return {
    title: t("savings.title"),
    span,
    total: money(saved),
    ...toStack(bars, parts, { locale, format: money }),
  };
}
