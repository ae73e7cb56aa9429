import "server-only";
import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { actorUsageRollups, actorUsageRows } from "@/lib/core/db/actor-usage-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import { home } from "@/lib/core/organization/default-workspace";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { findLevel } from "@/lib/money/reports/dimension";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { toFolded, toShownDays } from "@/lib/money/reports/query/fold";
import type { ActorUsageReport } from "@/lib/money/reports/rollups/actor-usage-days";
import { noKey, otherKey, peopleKey } from "@/lib/money/reports/vocabulary";
import { analyticsColumns, usageDimension, usageLevels } from "./dimensions";

/** While names are masked, people are merged; for a lead, people outside their teams are. */
export type Seen = { actor: Reader; isMasked: boolean };

export function toActorKeys({ actor, isMasked }: Seen): Record<"person" | "service_account", SQL> {
  return {
    person: sql`case when r.actor_kind = 'user' then ${isMasked ? sql`${peopleKey}` : toPerson(actor)} else ${noKey} end`,
    service_account: sql`case when r.actor_kind = 'service_account' then coalesce(r.actor_id, ${noKey}) else ${noKey} end`,
  };
}

function toPerson(actor: Reader): SQL {
  const visible = visibleTo(actor);
  const name = sql`coalesce(r.actor_email, r.actor_id, ${peopleKey})`;
  if (visible.isAll) return name;
  return sql`case when ${visible.isTeamDay(sql`r.actor_id`, sql`r.day`)} then ${name} else ${peopleKey} end`;
}

/** Null if the two levels have only part of what is needed each. */
function toAxes(needed: readonly string[]) {
  return findLevel(usageDimension, { report: "analytics", levels: usageLevels.analytics, needed });
}

export function hasSums({ actor, isMasked }: Seen, needed: readonly string[]): boolean {
  if (isMasked || (!visibleTo(actor).isAll && needed.includes("person"))) return false;
  return toAxes(needed) !== null;
}

/** While names are masked, all that the reader may see of the range, by day; otherwise all that is stored. */
export function toActorFacts(
  report: ActorUsageReport,
  needed: readonly string[],
  { range, ...seen }: Seen & { range: DayRange },
): SQL {
  if (seen.isMasked) return toMaskedFacts(report, seen.actor, range);
  const axes = toAxes(needed);
  if (axes === null) return toDays(report);
  return sql`(select grain, starts_on, starts_on as day, ${toFacts(report)}
    from ${actorUsageRollups} where report = ${report} and axes = ${axes})`;
}

/** Whether the reader may see row `r` of these facts. */
export function isActorFactVisible({ actor, isMasked }: Seen): SQL {
  return isMasked ? sql`true` : visibleTo(actor).reportRows;
}

function toDays(report: ActorUsageReport): SQL {
  return sql`(select 'day' as grain, day as starts_on, day, ${toFacts(report)}
    from ${actorUsageRows} where report = ${report})`;
}

/** Without any person, and what fewer than five people used on a day is "Other" in every dimension at once. */
function toMaskedFacts(report: ActorUsageReport, actor: Reader, range: DayRange): SQL {
  const rows = sql`(select r.*, r.day::text as scope, jsonb_build_array(${list(places.map((name) => sql`r.${name}`))})::text as item,
      r.actor_kind is distinct from 'user' as is_service, coalesce(lower(r.actor_email), r.actor_id) as person
    from ${toDays(report)} r cross join ${home} where ${visibleTo(actor).reportRows})`;
  const isShown = sql`folded.item is null or f.is_service`;
  return sql`(with ${toShownDays(rows, range)}, folded as materialized (select * from ${toFolded(sql`facts`)} as folded)
    select 'day' as grain, f.day as starts_on, f.day, f.actor_kind, case when f.is_service then f.actor_id end as actor_id,
      case when f.is_service then f.actor_email end as actor_email,
      ${list(places.map((name) => sql`case when ${isShown} then f.${name} else ${otherKey} end as ${name}`))},
      ${list(measures.map((name) => sql`f.${name}`))}
    from facts f left join folded using (scope, item))`;
}

const ownColumns = ["report", "day", "workspace_id"];
const columns = Object.values(getTableColumns(actorUsageRows)).flatMap(({ name }) =>
  ownColumns.includes(name) ? [] : [sql.raw(name)],
);
const places = analyticsColumns.map((name) => sql.identifier(name));
const notMeasures: readonly string[] = [...ownColumns, ...analyticsColumns, ...usageDimension.person.columns];
const measures = Object.values(getTableColumns(actorUsageRows)).flatMap(({ name }) =>
  notMeasures.includes(name) ? [] : [sql.identifier(name)],
);

/** Unlike the messages report, analytics identify Default by its ID, so an empty workspace means none. */
function toFacts(report: ActorUsageReport): SQL {
  const workspace = report === "actor-usage" ? sql`coalesce(workspace_id, ${noKey})` : sql`workspace_id`;
  return sql`${workspace} as workspace_id, ${list(columns)}`;
}
