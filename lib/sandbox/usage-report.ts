import "server-only";
import { type Context, Hono } from "hono";
import { type BucketWidth, type bucketWidths, pageBuckets } from "./buckets";
import { hasBeta } from "./headers";
import { MinuteTable } from "./minute-table";
import { toInvalid } from "./problem";
import { type LimitRule, readAllOf, readList, readOneOf } from "./query";
import type { Store } from "./store";
import { addTo } from "./tally";
import type { Line, Measure, Quantities } from "./traffic";
import type { VisitTraffic } from "./visit-traffic";

const dimensions = [
  "api_key_id",
  "workspace_id",
  "model",
  "service_tier",
  "context_window",
  "inference_geo",
  "speed",
  "account_id",
  "service_account_id",
] as const;
type Dimension = (typeof dimensions)[number];
type Values = Record<Dimension, string | null>;

const limits: Record<BucketWidth, LimitRule> = {
  "1d": { fallback: 7, most: 31 },
  "1h": { fallback: 24, most: 168 },
  "1m": { fallback: 60, most: 1440 },
};
const fastModeBeta = "fast-mode-2026-02-01";
const tiers = ["standard", "batch", "priority", "priority_on_demand", "flex", "flex_discount"] as const;

export function createUsageReportRoutes(store: Store, visitTraffic: VisitTraffic): Hono {
  return new Hono().get("/usage_report/messages", (context) => {
    const width = readOneOf(context, "bucket_width", widths) ?? "1d";
    const groupBy = readGroupBy(context);
    const isWanted = readFilter(context, store);
    const hasSpeed = hasBeta(context, fastModeBeta);
    const given = { width, limits: limits[width], nowMs: store.now().getTime() };
    const toGroup = rememberGroups((line) => {
      const values = toValues(line, store);
      return isWanted(values) ? { key: toKey(groupBy, values), values } : null;
    });
    const table = new MinuteTable(visitTraffic, toGroup);
    const page = pageBuckets(context, given, (from, to) => {
      const groups = width === "1m" ? table.list(from) : sumGroups(visitTraffic, { from, to }, toGroup);
      return toResults(groups, groupBy, hasSpeed);
    });
    return context.json(page);
  });
}

type ToGroup = (line: Line) => { key: string; values: Values } | null;

function rememberGroups(toGroup: ToGroup): ToGroup {
  const known = new Map<Line, ReturnType<ToGroup>>();
  return (line) => {
    const before = known.get(line);
    if (before !== undefined) return before;
    const group = toGroup(line);
    known.set(line, group);
    return group;
  };
}

const widths = ["1m", "1h", "1d"] as const satisfies (keyof typeof bucketWidths)[];

function readGroupBy(context: Context): Dimension[] {
  const groupBy = readAllOf(context, "group_by", dimensions);
  if (groupBy.length > 5) throw toInvalid("Cannot specify more than 5 group_by[] dimensions.");
  const usesSpeed = groupBy.includes("speed") || readList(context, "speeds").length > 0;
  if (usesSpeed && !hasBeta(context, fastModeBeta))
    throw toInvalid(`speed needs the header anthropic-beta: ${fastModeBeta}`);
  return groupBy;
}

function toValues({ source, tariff }: Line, store: Store): Values {
  return {
    api_key_id: source.apiKeyId,
    workspace_id: source.workspaceId === store.defaultWorkspaceId ? null : source.workspaceId,
    model: tariff.model,
    service_tier: tariff.tier,
    context_window: tariff.contextWindow,
    inference_geo: tariff.inferenceGeo,
    speed: tariff.speed,
    account_id: source.accountId,
    service_account_id: source.serviceAccountId,
  };
}

function readFilter(context: Context, store: Store): (values: Values) => boolean {
  const wanted: [Dimension, readonly string[]][] = [
    ["api_key_id", readList(context, "api_key_ids")],
    ["workspace_id", readList(context, "workspace_ids")],
    ["model", readList(context, "models")],
    ["service_tier", readAllOf(context, "service_tiers", tiers)],
    ["context_window", readAllOf(context, "context_window", ["0-200k", "200k-1M"])],
    ["inference_geo", readAllOf(context, "inference_geos", ["global", "us", "not_available"])],
    ["speed", readAllOf(context, "speeds", ["standard", "fast"])],
    ["account_id", readList(context, "account_ids")],
    ["service_account_id", readList(context, "service_account_ids")],
  ];
  const active = wanted.filter(([, list]) => list.length > 0);
  const toComparable = (dimension: Dimension, value: string | null) =>
    dimension === "workspace_id" ? (value ?? store.defaultWorkspaceId) : value;
  return (values) =>
    active.every(([dimension, list]) => {
      const value = toComparable(dimension, values[dimension]);
      return value !== null && list.includes(value);
    });
}

const tokenMeasures = ["uncached", "cacheRead", "write5m", "write1h", "output", "searches"] as const;

type Group = { values: Values; sum: Quantities };

function toKey(groupBy: readonly Dimension[], values: Values): string {
  let key = "";
  for (const dimension of groupBy) key += `${values[dimension] ?? ""} `;
  return key;
}

function sumGroups(
  visitTraffic: VisitTraffic,
  { from, to }: { from: number; to: number },
  toGroup: ToGroup,
): Group[] {
  const groups = new Map<string, Group>();
  visitTraffic(from, to, (line, quantities) => {
    const placed = toGroup(line);
    if (!placed) return;
    const known = groups.get(placed.key);
    if (known) addTo(known.sum, quantities);
    else groups.set(placed.key, { values: placed.values, sum: { ...quantities } });
  });
  return [...groups.values()];
}

function toResults(groups: readonly Group[], groupBy: readonly Dimension[], hasSpeed: boolean): object[] {
  const shown = dimensions.filter((dimension) => dimension !== "speed" || hasSpeed);
  const used = groups.filter(({ sum }) => tokenMeasures.some((measure) => sum[measure] > 0));
  return used.map(({ values, sum }) => {
    const result: ReturnType<typeof toUsage> & Partial<Values> = toUsage(sum);
    for (const dimension of shown) result[dimension] = groupBy.includes(dimension) ? values[dimension] : null;
    return result;
  });
}

export function toUsage(sum: Record<Measure, number>) {
  return {
    uncached_input_tokens: sum.uncached,
    cache_read_input_tokens: sum.cacheRead,
    cache_creation: { ephemeral_5m_input_tokens: sum.write5m, ephemeral_1h_input_tokens: sum.write1h },
    output_tokens: sum.output,
    server_tool_use: { web_search_requests: sum.searches },
  };
}
