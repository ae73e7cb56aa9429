import "server-only";
import { openCost } from "@/lib/exports/report-sheets";
import { formatSpan } from "@/lib/format";
import { type Currency, formatCents } from "@/lib/money";
import { costDimension } from "@/lib/reports/cost/dimensions";
import { getCost } from "@/lib/reports/cost/report";
import { loadCostSearch, toCostQuery } from "@/lib/reports/cost/search-params";
import { listExportsOf } from "@/lib/reports/dimension";
import type { CostReport } from "@/lib/reports/schema";
import { toFilterSearch } from "@/lib/reports/search-params";
import { roundRanked } from "@/lib/rounding";
import { parseAsTexts } from "@/lib/search-params";
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
  const printed = roundRanked(
    series.map(({ cents }) => cents),
    query.top,
  );
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
