import "server-only";
import { type Context, Hono } from "hono";
import { LRUCache } from "lru-cache";
import { readAnalyticsFilter, readAnalyticsGrouping, readAnalyticsRange } from "./analytics-query";
import { type AnalyticsRow, createRows, toCostRows, toUsageRow } from "./analytics-rows";
import { floorTo, formatBucketTime, hourMs } from "./clock";
import { requireBeta } from "./headers";
import { formatCursor, readCursor, requireFresh } from "./paging";
import { readLimit, readOneOf } from "./query";
import type { Store } from "./store";
import { childOrganizations, isOn, toCurrencies } from "./switches";
import type { VisitTraffic } from "./visit-traffic";

const beta = "analytics-usage-cost-2026-08-24";
const refreshMs = 4 * hourMs;
/** Someone pages through several at once. */
const keptAnswers = 3;

/** Usage and cost share one schema; rows are sorted, paged, and refreshed every four hours. */
export function createAnalyticsRoutes(store: Store, visitTraffic: VisitTraffic): Hono {
  const kept = new LRUCache<string, AnalyticsRow[]>({ max: keptAnswers });

  function listRows(context: Context, isCost: boolean, watermark: number): AnalyticsRow[] {
    const url = new URL(context.req.url);
    url.searchParams.delete("page");
    url.searchParams.delete("limit");
    const isParent = isOn(context, "parent_organization");
    const toCurrency = toCurrencies(context, store);
    const switches = `${isParent} ${isOn(context, "other_currency")}`;
    const key = `${url.pathname}${url.search} ${watermark} ${store.revision} ${switches}`;
    const known = kept.get(key);
    if (known) return known;
    const { start, end, width } = readAnalyticsRange(context, store.now().getTime());
    const rows = createRows(store, readAnalyticsGrouping(context, isCost), readAnalyticsFilter(context), {
      children: isParent ? childOrganizations : [],
      toCurrency: isCost ? toCurrency : () => "USD",
    });
    const last = Math.min(end, watermark);
    for (let from = start; from < last; from += width ?? end - start)
      rows.addBucket(visitTraffic, { from, to: Math.min(from + (width ?? end - start), end), last });
    const sorted = rows.list(isCost).sort(toOrder(context, isCost));
    kept.set(key, sorted);
    return sorted;
  }

  function answer(context: Context, isCost: boolean): Response {
    requireBeta(context, beta);
    const limit = readLimit(context);
    const watermark = floorTo(store.now().getTime(), refreshMs);
    const cursor = readCursor(context);
    requireFresh(cursor, watermark);
    const rows = listRows(context, isCost, watermark);
    const first = cursor?.at ?? 0;
    const hasMore = first + limit < rows.length;
    const page = rows.slice(first, first + limit);
    return context.json({
      data: isCost ? page.flatMap(toCostRows) : page.map(toUsageRow),
      has_more: hasMore,
      next_page: hasMore ? formatCursor(context, { at: first + limit, stamp: watermark }) : null,
      data_refreshed_at: formatBucketTime(watermark),
      organization_id: `org_${store.organization.id.replaceAll("-", "")}`,
    });
  }

  return new Hono()
    .get("/analytics/usage", (context) => answer(context, false))
    .get("/analytics/cost", (context) => answer(context, true));
}

type Compare = (one: AnalyticsRow, other: AnalyticsRow) => number;

function toOrder(context: Context, isCost: boolean): Compare {
  const order = readOneOf(context, "order", ["asc", "desc"]) ?? "desc";
  const compare = isCost ? toCostOrder(context) : toUsageOrder(context);
  const sign = order === "asc" ? 1 : -1;
  return (one, other) => sign * compare(one, other) || (one.key < other.key ? -1 : 1);
}

function toCostOrder(context: Context): Compare {
  const by = readOneOf(context, "order_by", ["amount", "list_amount", "time"]) ?? "amount";
  if (by === "time") return (one, other) => one.from - other.from;
  return (one, other) => (one.units < other.units ? -1 : one.units > other.units ? 1 : 0);
}

function toUsageOrder(context: Context): Compare {
  const names = ["total_tokens", "uncached_input_tokens", "output_tokens", "requests", "time"] as const;
  const by = readOneOf(context, "order_by", names) ?? "total_tokens";
  const toValue: Record<(typeof names)[number], (row: AnalyticsRow) => number> = {
    total_tokens: ({ sum }) => sum.uncached + sum.cacheRead + sum.write5m + sum.write1h + sum.output,
    uncached_input_tokens: ({ sum }) => sum.uncached,
    output_tokens: ({ sum }) => sum.output,
    requests: ({ requests }) => requests ?? 0,
    time: ({ from }) => from,
  };
  return (one, other) => toValue[by](one) - toValue[by](other);
}
