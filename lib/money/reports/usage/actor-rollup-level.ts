import "server-only";
import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { actorUsageRollups, actorUsageRows } from "@/lib/core/db/actor-usage-tables";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { findLevel } from "@/lib/money/reports/dimension";
import { list } from "@/lib/money/reports/query/breakdown-query";
import type { ActorUsageReport } from "@/lib/money/reports/rollups/actor-usage-days";
import { noKey, peopleKey } from "@/lib/money/reports/vocabulary";
import { usageDimension, usageLevels } from "./dimensions";

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

export function hasSums(actor: Reader, needed: readonly string[]): boolean {
  if (!visibleTo(actor).isAll && needed.includes("person")) return false;
  return toAxes(needed) !== null;
}

export function toActorFacts(report: ActorUsageReport, needed: readonly string[]): SQL {
  const axes = toAxes(needed);
  if (axes === null)
    return sql`(select 'day' as grain, day as starts_on, day, ${toFacts(report)}
      from ${actorUsageRows} where report = ${report})`;
  return sql`(select grain, starts_on, starts_on as day, ${toFacts(report)}
    from ${actorUsageRollups} where report = ${report} and axes = ${axes})`;
}

const ownColumns = ["report", "day", "workspace_id"];
const columns = Object.values(getTableColumns(actorUsageRows)).flatMap(({ name }) =>
  ownColumns.includes(name) ? [] : [sql.raw(name)],
);

/** Unlike the messages report, analytics identify Default by its ID, so an empty workspace means none. */
function toFacts(report: ActorUsageReport): SQL {
  const workspace = report === "actor-usage" ? sql`coalesce(workspace_id, ${noKey})` : sql`workspace_id`;
  return sql`${workspace} as workspace_id, ${list(columns)}`;
}
