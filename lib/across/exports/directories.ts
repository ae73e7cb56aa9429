import "server-only";
import { and, asc, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { apiKeys, invites } from "@/lib/core/db/directory-tables";
import { findings } from "@/lib/core/db/finding-tables";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";
import { isFoldedLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isFound as isFoundInvite, toOrder as toInviteOrder } from "@/lib/directory/invites/list-read-model";
import { loadInviteSearch } from "@/lib/directory/invites/search-params";
import { isFound as isFoundKey, toOrder as toKeyOrder } from "@/lib/directory/keys/filter-sql";
import { loadKeySearch } from "@/lib/directory/keys/search-params";
import { getFacts, toScope } from "@/lib/directory/members/org-facts-read-model";
import { loadMemberSearch } from "@/lib/directory/members/search-params";
import {
  fromWorkspaces,
  isFound as isFoundWorkspace,
  toOrder as toWorkspaceOrder,
} from "@/lib/directory/workspaces/list-sql";
import { loadPersonSearch, loadWorkspaceSearch } from "@/lib/directory/workspaces/search-params";
import {
  isFound as isFoundFinding,
  toSortKeys as toFindingSortKeys,
} from "@/lib/governance/findings/list-read-model";
import { loadFindingSearch } from "@/lib/governance/findings/search-params";
import {
  type Directory,
  toFindings,
  toInvites,
  toKeys,
  toWorkspaceMembers,
  toWorkspaces,
} from "./directory-sql";
import { toMembers } from "./members-sql";

// Each list as its page filters it, for files and for programs.

export async function findMembers(
  by: Permit<"members:read">,
  search: URLSearchParams,
  facts = getFacts(),
): Promise<Directory> {
  return toMembers(toScope(by.actor, await facts), loadMemberSearch(search));
}

export function findInvites(_by: Permit<"invites:read">, search: URLSearchParams): Directory {
  const found = loadInviteSearch(search);
  return toInvites(isFoundInvite(found), sql`${toInviteOrder(found)}, ${asc(invites.id)}`);
}

export function findKeys(by: Permit<"keys:read">, search: URLSearchParams): Directory {
  const found = loadKeySearch(search);
  const where = and(visibleTo(by.actor).keys, isFoundKey(found)) ?? sql`true`;
  return toKeys(where, sql`${toKeyOrder(found)}, ${asc(apiKeys.id)}`);
}

/** Archived ones are included unless `archived` is false. */
export function findWorkspaces(by: Permit<"workspaces:read">, search: URLSearchParams): Directory {
  const found = loadWorkspaceSearch(search);
  const where = and(visibleTo(by.actor).workspaces, isFoundWorkspace(found)) ?? sql`true`;
  return toWorkspaces({ from: fromWorkspaces(), where, order: toWorkspaceOrder(found) });
}

/** Of one workspace, or of all that the reader sees. */
export function findWorkspaceMembers(
  by: Permit<"workspaces:read">,
  search: URLSearchParams,
  workspaceId: string | null,
): Directory {
  const { q, role, only } = loadPersonSearch(search);
  const found = and(
    q.trim() ? isFoldedLike(sql`u.folded`, q) : undefined,
    role.length > 0 ? sql`m.role in ${role}` : undefined,
    only.length > 0 ? sql`u.id in ${only}` : undefined,
  );
  return toWorkspaceMembers(by.actor, workspaceId, found ?? sql`true`);
}

export function findFindings({ actor }: Permit<"findings:read">, search: URLSearchParams): Directory {
  const found = loadFindingSearch(search);
  const where = and(isVisibleFinding(actor), isFoundFinding(found, actor)) ?? sql`false`;
  const keys = toFindingSortKeys(found).map((key) => sql`${key} ${sql.raw(found.direction)} nulls last`);
  return toFindings(where, sql`${sql.join(keys, sql`, `)}, ${asc(findings.id)}`);
}
