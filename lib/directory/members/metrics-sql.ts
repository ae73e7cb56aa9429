import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { dollarsOf, othersOf } from "@/lib/core/db/other-cents";
import { apiKeyUsage, personUsage } from "@/lib/core/db/report-tables";
import { isEverywhere, visibleTo } from "@/lib/core/organization/visibility";
import { isInWindow, toNewestDay } from "@/lib/core/organization/window-sql";
import { toTeamUsage } from "./team-usage-sql";
import type { HiddenReason } from "./vocabulary";

export type Scope = {
  actor: Actor;
  isCostReported: boolean;
  isMasked: boolean;
};

/** Each is summed as a whole, because row by row would be slow. */
export type Measure = "placed" | "named" | "made" | "used" | "person" | "spent";

export function joinMeasures(scope: Scope, names: readonly Measure[], among?: SQL): SQL {
  const joins = names.map((name) =>
    joinOf[name](scope, (id) => (among ? sql`${id} in ${among}` : sql`true`)),
  );
  return sql.join(joins, sql` `);
}

const usedKeys = sql`${apiKeys} join ${apiKeyUsage} on ${apiKeyUsage.apiKeyId} = ${apiKeys.id}`;

type IsAmong = (id: SQL) => SQL;

const joinOf: Record<Measure, (scope: Scope, isAmong: IsAmong) => SQL> = {
  placed: (scope, isAmong) => sql`left join (
    select user_id, count(*)::int as workspaces from ${visibleTo(scope.actor).memberships} places
    where ${isAmong(sql`user_id`)} group by user_id) placed on placed.user_id = ${members.id}`,
  named: ({ actor }, isAmong) => sql`left join (
    select wm.user_id, string_agg(w.name, '; ' order by w.name, w.id) as workspaces
    from ${workspaceMembers} wm join ${workspaces} w on w.id = wm.workspace_id
    where wm.gone_at is null and w.gone_at is null and w.archived_at is null
      and ${visibleTo(actor).inWorkspace(sql`w.id`)} and ${isAmong(sql`wm.user_id`)}
    group by wm.user_id) named on named.user_id = ${members.id}`,
  made: (scope, isAmong) => sql`left join (
    select ${apiKeys.createdById} as user_id, count(*)::int as keys from ${apiKeys}
    where ${visibleTo(scope.actor).keys} and ${isAmong(sql`${apiKeys.createdById}`)} group by 1) made on made.user_id = ${members.id}`,
  used: (scope, isAmong) => sql`left join (
    select id, max(last_used_on) as last_used_on from (
      select ${apiKeys.createdById} as id, ${apiKeyUsage.lastUsedOn} as last_used_on from ${usedKeys}
      where ${visibleTo(scope.actor).keys} and ${isAmong(sql`${apiKeys.createdById}`)}
      union all select ${apiKeys.principalId}, ${apiKeyUsage.lastUsedOn} from ${usedKeys}
      where ${visibleTo(scope.actor).keys} and ${apiKeys.principalKind} = 'user' and ${isAmong(sql`${apiKeys.principalId}`)}
    ) of_keys group by id) used on used.id = ${members.id}`,
  person: ({ actor }, isAmong) =>
    sql`left join ${visibleTo(actor).isAll ? personUsage : toTeamUsage(actor, isAmong)}
      on ${personUsage.email} = lower(${members.email})`,
  spent: (scope, isAmong) => sql`left join (
    select actor_id, ${dollarsOf("summed")} as cents, ${othersOf("summed")} as others from (
      select actor_id, currency, sum(cents) as cents from ${actorCostRows}
      where actor_kind = 'user' and ${isCostInScope(scope)} and ${isAmong(sql`actor_id`)} group by 1, 2) summed
    group by actor_id) spent on spent.actor_id = ${members.id}`,
};

export function isCostInScope({ actor }: Scope): SQL {
  const isRecent = isInWindow(sql`${actorCostRows.day}`, toNewestDay(actorCostRows));
  const { inWorkspace, isTeamDay } = visibleTo(actor);
  return sql`${isRecent} and ${inWorkspace(actorCostRows.workspaceId)} and ${isTeamDay(sql`actor_id`, sql`day`)}`;
}

export function toHidden({ actor, isMasked }: Scope, isEverywhere: boolean): HiddenReason | null {
  if (!visibleTo(actor).isAll && isEverywhere) return "inherited";
  return isMasked ? "masked" : null;
}

export const workspaceCount = sql<number>`coalesce(placed.workspaces, 0)`;
export const keyCount = sql<number>`coalesce(made.keys, 0)`;
export function toSessions(scope: Scope): SQL<number | null> {
  if (scope.isMasked) return sql`null::bigint`;
  return toTold(scope, sql`coalesce(${personUsage.claudeCodeSessions30d}, 0)`);
}

export function toEstimate(scope: Scope): SQL<string | null> {
  if (scope.isMasked) return sql`null::numeric`;
  return toTold(scope, sql`coalesce(${personUsage.claudeCodeCents30d}, 0)`);
}

export function toOtherEstimates(scope: Scope): SQL<Record<string, string> | null> {
  if (scope.isMasked) return sql`null::jsonb`;
  return toTold(scope, sql`${personUsage.claudeCodeOtherCents30d}`);
}

/** While names are masked, only keys count: even an order would reveal who uses Claude Code. */
export function toLastActive(scope: Scope): SQL<string | null> {
  const isMasked = scope.isMasked;
  const lastOn = isMasked
    ? sql`used.last_used_on`
    : sql`greatest(${personUsage.lastActiveOn}, used.last_used_on)`;
  return toTold(scope, lastOn);
}

function toTold<T>({ actor }: Scope, figure: SQL): SQL<T> {
  return visibleTo(actor).isAll
    ? sql<T>`${figure}`
    : sql<T>`case when not ${isEverywhere} then ${figure} end`;
}

export const workspaceOrder = sql`case when ${isEverywhere} then 2147483647 else ${workspaceCount} end`;

/** The sum for the whole organization is stored; a lead's part is summed on request. */
export function toSpend(scope: Scope): { needs: readonly Measure[]; cents: SQL; others: SQL } {
  const { actor, isCostReported, isMasked } = scope;
  if (isMasked) return { needs: [], cents: sql`null::numeric`, others: sql`null::jsonb` };
  if (isCostReported)
    return visibleTo(actor).isAll
      ? {
          needs: ["person"],
          cents: sql`coalesce(${personUsage.cents30d}, 0)`,
          others: sql`${personUsage.otherCents30d}`,
        }
      : {
          needs: ["spent"],
          cents: toTold(scope, sql`coalesce(spent.cents, 0)`),
          others: toTold(scope, sql`spent.others`),
        };
  const others = sql`${personUsage.claudeCodeOtherCents30d}`;
  const cents = sql`case when ${others} is null then nullif(${personUsage.claudeCodeCents30d}, 0)
    else ${personUsage.claudeCodeCents30d} end`;
  return { needs: ["person"], cents, others };
}
