import "server-only";
import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Database } from "@/lib/core/db/database";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import { unicode } from "@/lib/core/organization/collation";
import { isFoldedLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import { personChoices, type WorkspacePeople, type WorkspacePerson, workspacePeople } from "./schema";
import type { PersonSearch } from "./search-params";
import { findUnlisted } from "./unlisted-read-model";
import { listOfferedRoles, maxChosenPeople } from "./vocabulary";

type By = Permit<"workspaces:read"> | Permit<"memberships:write">;
const inheriting = Object.keys(inheritedRoles);
export const isInheriting = inArray(members.role, inheriting);

/**
 * Empty for Default, which has no members of its own.
 * @throws AppError not_found, also if the workspace isn't visible
 */
export async function listPeople(
  by: Permit<"workspaces:read">,
  workspaceId: string,
  search: PersonSearch,
): Promise<WorkspacePeople> {
  const { isDefault, isArchived } = await getReachable(by, workspaceId);
  const inside = isDefault ? sql`false` : isInside;
  const db = await database();
  const isMembership = isMembershipOf(workspaceId);
  const found = and(isFoundPerson(search.q), isOfRole(search.role), isOneOf(search.only)) ?? sql`true`;
  const roles = await db
    .select({
      role: roleHere,
      count: sql<number>`count(*)::int`,
      found: sql<number>`(count(*) filter (where ${found}))::int`,
    })
    .from(members)
    .leftJoin(workspaceMembers, isMembership)
    .where(inside)
    .groupBy(sql`1`)
    .orderBy(sql`2 desc`, sql`1`);
  const total = roles.reduce((sum, role) => sum + role.found, 0);
  const page = Math.max(1, Math.min(search.page, Math.ceil(total / pageSize)));
  const rows = await selectPeople(db, workspaceId, and(inside, found), search)
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return workspacePeople.parse({
    rows: rows.map(toPerson(isArchived)),
    unlisted: isDefault || isArchived ? null : await findUnlisted(workspaceId),
    total,
    page,
    pageSize,
    roles,
  });
}

/** @throws AppError not_found, also if the workspace isn't visible */
export async function listPersonChoices(
  by: Permit<"workspaces:read">,
  workspaceId: string,
  search: PersonSearch,
): Promise<WorkspacePerson[]> {
  const { isDefault, isArchived } = await getReachable(by, workspaceId);
  if (isDefault) return [];
  const found = and(isInside, isFoundPerson(search.q), isOfRole(search.role), isOneOf(search.only));
  const rows = await selectPeople(await database(), workspaceId, found, search).limit(maxChosenPeople);
  return personChoices.parse(rows.map(toPerson(isArchived)));
}

function selectPeople(db: Database, workspaceId: string, found: SQL | undefined, search: PersonSearch) {
  return db
    .select({
      id: members.id,
      userId: members.id,
      name: members.name,
      email: members.email,
      role: roleHere,
      organizationRole: members.role,
      isInherited,
    })
    .from(members)
    .leftJoin(workspaceMembers, isMembershipOf(workspaceId))
    .where(found)
    .orderBy(toPersonOrder(search), asc(members.id));
}

type Found = Omit<WorkspacePerson, "offered" | "reason"> & { organizationRole: string };

function toPerson(isArchived: boolean) {
  return ({ organizationRole, ...row }: Found) => ({
    ...row,
    offered: isArchived ? [] : [...listOfferedRoles(organizationRole)],
    reason: isArchived ? "archived_workspace" : row.isInherited ? "inherited_access" : null,
  });
}

/** @throws AppError not_found, also where the workspace is out of reach: a lead learns nothing of the others */
export async function getReachable(by: By, workspaceId: string) {
  const db = await database();
  const [found] = await db
    .select({
      name: workspaces.name,
      isDefault: workspaces.isDefault,
      isArchived: sql<boolean>`${workspaces.archivedAt} is not null`,
    })
    .from(workspaces)
    .where(and(visibleTo(by.actor).workspaces, eq(workspaces.id, workspaceId)));
  if (!found) throw new AppError("not_found", "the mirror has no such workspace");
  return found;
}

export function isMembershipOf(workspaceId: string): SQL | undefined {
  return and(
    eq(workspaceMembers.userId, members.id),
    eq(workspaceMembers.workspaceId, workspaceId),
    isNull(workspaceMembers.goneAt),
  );
}

const isInside = and(isNull(members.goneAt), or(isInheriting, sql`${workspaceMembers.userId} is not null`));
const isInherited = sql<boolean>`${isInheriting}`;

/** The API's list takes precedence; not every version includes people with access by role. */
const roleHere = sql<string>`coalesce(${workspaceMembers.role},
  case when ${members.role} = 'billing' then 'workspace_billing' else 'workspace_admin' end)`;

function isOfRole(roles: readonly string[]): SQL | undefined {
  return roles.length > 0 ? inArray(roleHere, [...roles]) : undefined;
}

function isOneOf(ids: readonly string[]): SQL | undefined {
  return ids.length > 0 ? inArray(members.id, [...ids]) : undefined;
}

export const byName = sql`coalesce(nullif(${members.name}, ''), ${members.email}) ${unicode}`;

export function isFoundPerson(q: string): SQL | undefined {
  return q.trim() ? isFoldedLike(members.folded, q) : undefined;
}

function toPersonOrder({ sort, direction }: PersonSearch): SQL {
  const order = {
    name: byName,
    email: sql`${members.email} ${unicode}`,
    role: roleHere,
    access: isInherited,
  };
  return sql`${order[sort]} ${sql.raw(direction)}`;
}
