import "server-only";
import { and, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import { invites, members } from "@/lib/core/db/directory-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { isLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isPending } from "@/lib/directory/invites/mirror";
import { isReaching } from "@/lib/directory/members/filter-sql";
import type { AccessColumn } from "./schema";
import type { AccessSearch } from "./search-params";

/** The columns and roles that a row must reach; null if it needn't reach any. */
export type Narrowing = { columns: readonly AccessColumn[]; roles: readonly string[] } | null;

export function toNarrowing(
  { workspace, tag, workspaceRole, others }: AccessSearch,
  columns: readonly AccessColumn[],
): Narrowing {
  const isChosen = workspace.length + tag.length + workspaceRole.length > 0;
  return isChosen && !others ? { columns, roles: workspaceRole } : null;
}

/** Whether a member reaches one of the columns; planned memberships count too. */
export function isMemberReaching(actor: Actor, narrowing: Narrowing): SQL | undefined {
  if (narrowing === null) return undefined;
  const placeIds = narrowing.columns.map(({ id }) => id);
  return or(
    isReaching(actor, { placeIds, roles: narrowing.roles }),
    sql`lower(${members.email}) in ${toPlanned(actor, narrowing)}`,
  );
}

/** Pending ones. A lead sees those that plan one of their workspaces. */
export function isInviteVisible(actor: Actor): SQL {
  if (visibleTo(actor).isAll) return isPending;
  return sql`(${isPending} and lower(${invites.email}) in ${toPlanned(actor, null)})`;
}

export function isInvited(actor: Actor, { q, role }: AccessSearch, narrowing: Narrowing): SQL | undefined {
  return and(
    isInviteVisible(actor),
    q.trim() ? isLike(invites.email, q) : undefined,
    role.length > 0 ? inArray(invites.role, role) : undefined,
    narrowing === null ? undefined : isInviteReaching(actor, narrowing),
  );
}

function isInviteReaching(actor: Actor, narrowing: NonNullable<Narrowing>): SQL {
  return sql`(lower(${invites.email}) in ${toPlanned(actor, narrowing)}
    or ${isReachingByRole(sql`${invites.role}`, narrowing)})`;
}

/** Addresses with a membership that waits for an invite to be accepted. */
function toPlanned(actor: Actor, narrowing: Narrowing): SQL {
  const isChosen =
    narrowing === null
      ? undefined
      : and(
          isOneOf(sql`${invitedMemberships.workspaceId}`, toIds(narrowing.columns)),
          isOfRole(sql`${invitedMemberships.role}`, narrowing.roles),
        );
  const isTheirs = and(
    isNull(invitedMemberships.appliedAt),
    visibleTo(actor).inWorkspace(invitedMemberships.workspaceId),
    isChosen,
  );
  return sql`(select ${invitedMemberships.email} from ${invitedMemberships} where ${isTheirs})`;
}

/** Everyone reaches Default, and some organization roles reach all workspaces. */
export function isReachingByRole(role: SQL, { columns, roles }: NonNullable<Narrowing>): SQL {
  if (roles.length === 0 && columns.some(({ isDefault }) => isDefault)) return sql`true`;
  if (columns.every(({ isDefault }) => isDefault)) return sql`false`;
  const inherited = sql`case when ${role} = 'billing' then 'workspace_billing' else 'workspace_admin' end`;
  return sql`(${role} in ${[...inheritingRoles]} and ${isOfRole(inherited, roles)})`;
}

export function isOneOf(id: SQL, ids: readonly string[]): SQL {
  return ids.length === 0 ? sql`false` : sql`${id} in ${[...ids]}`;
}

export function isOfRole(role: SQL, roles: readonly string[]): SQL {
  return roles.length === 0 ? sql`true` : sql`${role} in ${[...roles]}`;
}

export function toIds(columns: readonly AccessColumn[]): string[] {
  return columns.map(({ id }) => id);
}
