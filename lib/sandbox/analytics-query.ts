import "server-only";
import type { Context } from "hono";
import { bucketWidths } from "./buckets";
import { dayMs, floorTo, hourMs } from "./clock";
import { toInvalid } from "./problem";
import { uncountedProducts } from "./profiles";
import { readAllOf, readFlag, readInstant, readList, readOneOf, requireInstant } from "./query";
import type { Store } from "./store";
import type { Line } from "./traffic";

/** The vendor has more dimensions, which an organization without those products never fills. */
export const filledDimensions = [
  "actor",
  "actor_type",
  "api_key_id",
  "workspace_id",
  "model",
  "service_tier",
  "context_window",
  "inference_geo",
  "speed",
  "product",
  "organization_id",
] as const;
export const emptyDimensions = [
  "rbac_group_id",
  "user_profile_id",
  "agent_id",
  "deployment_id",
  "environment_id",
  "session_id",
  "slack_channel_id",
  "claude_tag_category",
  "claude_tag_user_id",
] as const;
type FilledDimension = (typeof filledDimensions)[number];
const fanDimensions = ["cost_type", "token_type"] as const;
export type FanDimension = (typeof fanDimensions)[number];
type Dimension = FilledDimension | (typeof emptyDimensions)[number];

export type AnalyticsRange = { start: number; end: number; width: number | undefined };
const firstDay = Date.UTC(2026, 0, 1);

/** Without a bucket width, the bounds are rounded down to the hour and each group is one row. */
export function readAnalyticsRange(context: Context, nowMs: number): AnalyticsRange {
  const widthName = readOneOf(context, "time_bucket_width", ["1d", "1h", "1m"]);
  const width = widthName && bucketWidths[widthName];
  const starting = requireInstant(context, "starting_at");
  const ending = readInstant(context, "ending_at");
  if (width && ending === undefined) throw toInvalid("ending_at: required with time_bucket_width.");
  if (starting < Math.max(firstDay, floorTo(nowMs, dayMs) - 365 * dayMs))
    throw toInvalid("starting_at: at most 365 days back and not before 2026-01-01.");
  const last = ending ?? Math.min(nowMs, starting + 31 * dayMs);
  if (last <= starting) throw toInvalid("ending_at: must be after starting_at.");
  const maxMs = widthName === "1m" ? dayMs : 31 * dayMs;
  if (last - starting > maxMs) throw toInvalid("The range is too long.");
  const step = width ?? hourMs;
  return { start: floorTo(starting, step), end: floorTo(last, step), width };
}

export type AnalyticsGrouping = { base: Dimension[]; fan: FanDimension[]; isExcludingDeleted: boolean };

export function readAnalyticsGrouping(context: Context, isCost: boolean): AnalyticsGrouping {
  const allowed = [...filledDimensions, ...emptyDimensions, ...(isCost ? fanDimensions : [])];
  const groupBy = readAllOf(context, "group_by", allowed);
  const fan = fanDimensions.filter((dimension) => groupBy.includes(dimension));
  const base = [...filledDimensions, ...emptyDimensions].filter((dimension) => groupBy.includes(dimension));
  if (base.length > 5) throw toInvalid("Cannot specify more than 5 group_by[] dimensions.");
  const isExcludingDeleted = readFlag(context, "exclude_deleted_users");
  if (isExcludingDeleted && !base.includes("actor"))
    throw toInvalid("exclude_deleted_users needs group_by[]=actor.");
  return { base, fan, isExcludingDeleted };
}

export type Values = Record<FilledDimension, string | null>;

export function toValues({ source, tariff }: Line, store: Store): Values {
  const { actor } = source;
  return {
    actor: toActorId(actor),
    actor_type: actor.type,
    api_key_id: source.apiKeyId,
    workspace_id: source.workspaceId,
    model: uncountedProducts.includes(source.product) ? "no-model" : tariff.model,
    service_tier: tariff.tier,
    context_window: tariff.contextWindow,
    inference_geo: tariff.inferenceGeo === "not_available" ? null : tariff.inferenceGeo,
    speed: tariff.speed,
    product: tariff.tier === "batch" ? "message_batches_api" : source.product,
    organization_id: store.organization.id,
  };
}

function toActorId(actor: Line["source"]["actor"]): string {
  if (actor.type === "user_actor") return actor.user_id;
  return actor.type === "api_actor" ? actor.api_key_id : actor.service_account_id;
}

const filterNames: Record<FilledDimension, string> = {
  actor: "actor_ids",
  actor_type: "actor_types",
  api_key_id: "api_key_ids",
  workspace_id: "workspace_ids",
  model: "models",
  service_tier: "service_tiers",
  context_window: "context_windows",
  inference_geo: "inference_geos",
  speed: "speeds",
  product: "products",
  organization_id: "organization_ids",
};

/** `api_key_ids[]=` also matches usage without a key; `not_available` matches usage without a region. */
export function readAnalyticsFilter(context: Context): (values: Values) => boolean {
  const nothing = emptyDimensions.some((dimension) => readList(context, toPlural(dimension)).length > 0);
  const active = filledDimensions
    .map((dimension) => ({
      dimension,
      wanted: readList(context, filterNames[dimension], dimension === "api_key_id"),
    }))
    .filter(({ wanted }) => wanted.length > 0);
  return (values) =>
    !nothing &&
    active.every(({ dimension, wanted }) => {
      const absent = dimension === "inference_geo" ? "not_available" : "";
      return wanted.includes(values[dimension] ?? absent);
    });
}

function toPlural(dimension: string): string {
  return dimension === "claude_tag_category" ? "claude_tag_categories" : `${dimension}s`;
}
