import "server-only";
import { openUsage } from "@/lib/across/exports/report-sheets";
import { parseAsTexts } from "@/lib/core/address/search-params";
import { formatCount, formatSpan } from "@/lib/core/format/format";
import { listExportsOf } from "@/lib/money/reports/dimension";
import type { UsageReport } from "@/lib/money/reports/schema";
import { toFilterSearch } from "@/lib/money/reports/search-params";
import { usageDimension } from "@/lib/money/reports/usage/dimensions";
import { getUsage } from "@/lib/money/reports/usage/report";
import { loadUsageSearch, toUsageQuery, type UsageQuery } from "@/lib/money/reports/usage/search-params";
import { toCompleteSearch } from "./complete";
import { describeDifference } from "./difference";
import type { Asked, Digest } from "./digest";
import { listGaps } from "./gaps";
import { toLasting } from "./lasting";
import { nameDimension, nameValue } from "./name-value";
import { toStack } from "./stack";

export async function digestUsage({ by, search, today, t, locale }: Asked<"usage:read">): Promise<Digest> {
  const query = toUsageQuery(toCompleteSearch(loadUsageSearch(search), today), today);
  const report = await getUsage(by, query);
  const { tokens, group, series, buckets } = report;
  const format = (count: string) => formatCount(count, locale);
  const parts = series.map((part) => ({
    key: part.key,
    color: part.color,
    name: nameValue(t, group, part),
    amount: format(part.tokens),
  }));
  const span = formatSpan(report, locale);
  const sentence = t("mail.report.usage", { tokens: format(tokens), span });
  return {
    span,
    sentence: `${sentence}${describeDifference({ ...report, total: tokens }, report.compared, { t, locale, format })}`,
    story: [],
    table: {
      columns: [{ label: nameDimension(t, group) }, { label: t("mail.report.tokens"), isNumber: true }],
      rows: parts.map(({ name, amount }) => [name, amount]),
      foot: [t("mail.report.total"), format(tokens)],
    },
    chart: {
      title: t("mail.report.tokens"),
      span,
      total: format(tokens),
      ...toStack(buckets.map(toBar), parts, { locale, format }),
    },
    kind: null,
    notes: listGaps(report, t),
    path: toLasting("/usage", search, report),
    openSheet: () => openUsage(by, toFileSearch(query)),
  };
}

function toBar({ startsOn, tokens, parts }: UsageReport["buckets"][number]) {
  return { startsOn, total: tokens, parts: parts.map(({ key, tokens: value }) => ({ key, value })) };
}

/** Token types are measures in files. */
function toFileSearch({ from, to, filter, group, source }: UsageQuery): URLSearchParams {
  const groups = group === "kind" ? [] : listExportsOf(usageDimension, group);
  const columns = parseAsTexts.serialize(["day", ...groups]);
  const search = new URLSearchParams({ from, to, group: columns, ...toFilterSearch(filter) });
  if (source === "analytics") search.set("source", source);
  return search;
}
