import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { actorUsageRollups, actorUsageRows } from "@/lib/db/report-tables";
import type { ActorUsageReport } from "@/lib/reports/rollups/actor-usage-days";
import { type analyticsDimensions, noKey, peopleKey } from "@/lib/reports/vocabulary";
import { visibleTo } from "@/lib/visibility";

type AnalyticsDimension = (typeof analyticsDimensions)[number];

/** While names are masked, people are merged; for a lead, people outside their teams are. */
export type Seen = { actor: Actor; isMasked: boolean };

export function toActorKeys({ actor, isMasked }: Seen): Record<AnalyticsDimension, SQL> {
  return {
    person: sql`case when r.actor_kind = 'user' then ${isMasked ? sql`${peopleKey}` : toPerson(actor)} else ${noKey} end`,
    service_account: sql`case when r.actor_kind = 'service_account' then coalesce(r.actor_id, ${noKey}) else ${noKey} end`,
    product: sql`coalesce(r.product, ${noKey})`,
    speed: sql`coalesce(r.speed, ${noKey})`,
    actor_type: sql`coalesce(r.actor_kind, ${noKey})`,
  };
}

function toPerson(actor: Actor): SQL {
  const visible = visibleTo(actor);
  const name = sql`coalesce(r.actor_email, r.actor_id, ${peopleKey})`;
  if (visible.isAll) return name;
  return sql`case when ${visible.isTeamDay(sql`r.actor_id`, sql`r.day`)} then ${name} else ${peopleKey} end`;
}

const ofActor: readonly string[] = ["person", "service_account", "actor_type"];
const ofItem: readonly string[] = ["product", "model", "speed"];

export function hasSums(actor: Actor, needed: readonly string[]): boolean {
  if (!visibleTo(actor).isAll && needed.includes("person")) return false;
  return !isOfRows(needed);
}

function isOfRows(needed: readonly string[]): boolean {
  return needed.some((name) => ofActor.includes(name)) && needed.some((name) => ofItem.includes(name));
}

export function toActorFacts(report: ActorUsageReport, needed: readonly string[]): SQL {
  if (isOfRows(needed))
    return sql`(select 'day' as grain, day as starts_on, day, ${toColumns(report)}
      from ${actorUsageRows} where report = ${report})`;
  const axes = needed.some((name) => ofActor.includes(name)) ? "actor" : "item";
  return sql`(select grain, starts_on, starts_on as day, ${toColumns(report)}
    from ${actorUsageRollups} where report = ${report} and axes = ${axes})`;
}

/** Unlike the messages report, analytics identify Default by its ID, so an empty workspace means none. */
function toColumns(report: ActorUsageReport): SQL {
  const workspace = report === "actor-usage" ? sql`coalesce(workspace_id, ${noKey})` : sql`workspace_id`;
  return sql`${workspace} as workspace_id, actor_kind, actor_id, actor_email, product, model, speed,
    uncached_input_tokens, cache_read_input_tokens, cache_creation_5m_input_tokens, cache_creation_1h_input_tokens,
    output_tokens, web_search_requests, requests, counted_tokens`;
}
