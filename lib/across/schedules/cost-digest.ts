import "server-only";
import { openCost } from "@/lib/across/exports/report-sheets";
import { parseAsTexts } from "@/lib/core/address/search-params";
import { formatSpan } from "@/lib/core/format/format";
import { type Currency, formatCents } from "@/lib/core/money/money";
import { roundParts } from "@/lib/core/money/rounding";
import { costDimension } from "@/lib/money/reports/cost/dimensions";
import { getCost } from "@/lib/money/reports/cost/report";
import { loadCostSearch, toCostQuery } from "@/lib/money/reports/cost/search-params";
import { listExportsOf } from "@/lib/money/reports/dimension";
import type { CostReport } from "@/lib/money/reports/schema";
import { toFilterSearch } from "@/lib/money/reports/search-params";
import { toCompleteSearch } from "./complete";
import { describeDifference } from "./difference";
import type { Asked, Digest } from "./digest";
import { listGaps } from "./gaps";
import { toLasting } from "./lasting";
import { nameDimension, nameValue } from "./name-value";
import { toStack } from "./stack";
import { tellChanges } from "./tell-changes";

export async function digestCost({ by, search, today, t, locale }: Asked<"cost:read">): Promise<Digest> {
  const query = toCostQuery(toCompleteSearch(loadCostSearch(search), today), today);
  const report = await getCost(by, query);
  const { totalCents, currency, group, series, compared } = report;
  const printed = roundParts(series.map(({ cents }) => cents));
  const money = (cents: string) => formatCents(cents, locale, currency);
  const parts = series.map((part, index) => ({
    key: part.key,
    color: part.color,
    name: nameValue(t, group, part),
    amount: money(printed[index] ?? part.cents),
  }));
  const span = formatSpan(report, locale);
  const isOfAll = Object.keys(query.filter).length === 0;
  const story =
    compared && compared.total !== null && isOfAll
      ? await tellChanges(by, { after: report, before: compared, currency }, { t, locale, today })
      : [];
  return {
    span,
    sentence: `${t("mail.report.cost", { amount: money(totalCents), span })}${story.length > 0 ? "" : describeDifference({ ...report, total: totalCents }, compared, { t, locale, format: money })}`,
    story,
    table: {
      columns: [{ label: nameDimension(t, group) }, { label: t("mail.report.amount"), isNumber: true }],
      rows: parts.map(({ name, amount }) => [name, amount]),
      foot: [t("mail.report.total"), money(totalCents)],
    },
    chart: {
      title: t("cost.title"),
      span,
      total: money(totalCents),
      ...toStack(report.buckets.map(toBar), parts, { locale, format: money }),
    },
    kind: "billed",
    notes: [
      ...listGaps(report, t),
      ...(report.totals.length > 0 ? [t("mail.report.inCurrency", { currency })] : []),
    ],
    path: toLasting("/cost", search, report),
    openSheet: () => openCost(by, toFileSearch(query, currency)),
  };
}

function toBar({ startsOn, totalCents, parts }: CostReport["buckets"][number]) {
  return { startsOn, total: totalCents, parts: parts.map(({ key, cents }) => ({ key, value: cents })) };
}

function toFileSearch(query: ReturnType<typeof toCostQuery>, currency: Currency): URLSearchParams {
  const { from, to, filter, group } = query;
  const columns = parseAsTexts.serialize(["day", ...listExportsOf(costDimension, group)]);
  return new URLSearchParams({ from, to, group: columns, ...toFilterSearch(filter), currency });
}
