import "server-only";
import { and, inArray, type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { areDaysRead } from "@/lib/core/history/store";
import { isFoldedLike } from "@/lib/core/organization/search-sql";
import { isEverywhere, visibleTo } from "@/lib/core/organization/visibility";
import { toColumns } from "./columns-sql";
import { joinMeasures, type Measure, type Scope, toLastActive, workspaceCount } from "./metrics-sql";
import type { MemberSearch } from "./search-params";

/** Joins only what the filter and order need. */
export function fromMembers(scope: Scope, search: MemberSearch, more: readonly Measure[] = []): SQL {
  const columns = toColumns(scope);
  const used = [
    columns[search.sort],
    ...(search.workspaces ? [columns.workspaces] : []),
    ...(search.idle ? [columns.active] : []),
  ];
  const needs = new Set([...used.flatMap(({ needs = [] }) => needs), ...more]);
  return sql`${members} ${joinMeasures(scope, [...needs])}`;
}

/** Whom a list is about: people who are here, or those who left. */
export function isListed({ actor }: Pick<Scope, "actor">, { state }: Pick<MemberSearch, "state">): SQL {
  return state === "left" ? visibleTo(actor).leavers : visibleTo(actor).members;
}

export function isFound(scope: Scope, search: MemberSearch): SQL | undefined {
  const { q, role, workspaces: places, workspace, idle, only } = search;
  return and(
    only.length > 0 ? inArray(members.id, only) : undefined,
    q.trim() ? isFoldedLike(members.folded, q) : undefined,
    role.length > 0 ? inArray(members.role, role) : undefined,
    places ? sql`(${workspaceCount} = 0 and not ${isEverywhere})` : undefined,
    workspace.length > 0 ? isReaching(scope.actor, { placeIds: workspace }) : undefined,
    idle ? isIdleFor(scope, idle) : undefined,
  );
}

type Reached = { placeIds: readonly string[]; roles?: readonly string[] };

/**
 * Whether a member reaches one of the workspaces that the actor sees: by a membership, by their organization role, or
 * because everyone reaches Default. `roles` are those in the workspace; any if empty.
 */
export function isReaching(actor: Actor, { placeIds, roles = [] }: Reached): SQL<boolean> {
  if (placeIds.length === 0) return sql<boolean>`false`;
  const isMeant = sql`w.id in ${[...placeIds]} and w.gone_at is null and w.archived_at is null
    and ${visibleTo(actor).inWorkspace(sql`w.id`)}`;
  const isOfRole = (role: SQL) => (roles.length > 0 ? sql`${role} in ${[...roles]}` : sql`true`);
  const inherited = sql`case when ${members.role} = 'billing' then 'workspace_billing' else 'workspace_admin' end`;
  return sql<boolean>`(${members.id} in (select wm.user_id from ${workspaceMembers} wm
      join ${workspaces} w on w.id = wm.workspace_id where wm.gone_at is null and ${isMeant} and ${isOfRole(sql`wm.role`)})
    or ${isEverywhere} and ${isOfRole(inherited)}
      and exists (select 1 from ${workspaces} w where ${isMeant} and not w.is_default)
    or ${roles.length === 0} and exists (select 1 from ${workspaces} w where ${isMeant} and w.is_default))`;
}

/**
 * Someone never active counts from the day they were added. For people with access to everything, leads see neither
 * their activity nor that day.
 * While days of the window aren't loaded, no one counts as idle.
 */
function isIdleFor(scope: Scope, days: number): SQL {
  const since = sql`coalesce(${toLastActive(scope)}, (${members.addedAt} at time zone 'UTC')::date)`;
  const isKnown = and(
    areDaysRead("usage", days),
    scope.isMasked ? undefined : areDaysRead("claude-code", days),
  );
  const isIdle = sql`${since} <= (now() at time zone 'UTC')::date - ${days}::integer and ${isKnown}`;
  return visibleTo(scope.actor).isAll ? sql`(${isIdle})` : sql`(${isIdle} and not ${isEverywhere})`;
}

export function isIndexed({ sort, state }: MemberSearch): boolean {
  return state === null && (sort === "name" || sort === "email");
}

export function toOrder(scope: Scope, search: MemberSearch): SQL {
  return sql`${toOrderKey(scope, search)} ${sql.raw(search.direction)} nulls last, ${members.id}`;
}

export function toOrderKey(scope: Scope, { sort }: MemberSearch): SQL {
  return toColumns(scope)[sort].order;
}
