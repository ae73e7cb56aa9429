import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import { unicode } from "@/lib/core/organization/collation";
import { readInheritedSince } from "@/lib/core/organization/inherited-since";
import { readMembershipSince } from "@/lib/core/organization/membership-since";
import { visibleTo } from "@/lib/core/organization/visibility";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import { readWorkspaceColors } from "@/lib/core/organization/workspace-colors";
import { type PersonAccess, type PersonMembership, personAccess } from "./schema";
import { listOfferedRoles, toMembershipId } from "./vocabulary";

type By = Permit<"workspaces:read"> | Permit<"memberships:write">;
export type Memberships = { organizationRole: string; rows: MembershipRow[] };
type MembershipRow = {
  id: string;
  name: string;
  isDefault: boolean;
  role: string | null;
};

/** @throws AppError not_found, also if a lead shares no workspace with the person */
export async function getPersonAccess(by: Permit<"workspaces:read">, userId: string): Promise<PersonAccess> {
  const { organizationRole, rows } = await readMemberships(by, userId);
  const colors = await readWorkspaceColors(visibleTo(by.actor).workspaces);
  const isEverywhere = Object.hasOwn(inheritedRoles, organizationRole);
  const isByRole = (row: MembershipRow) => row.isDefault || isEverywhere;
  const toPairs = (some: MembershipRow[]) => some.map(({ id: workspaceId }) => ({ workspaceId, userId }));
  const added = rows.filter((row) => row.role !== null && !isByRole(row));
  const since = new Map([
    ...(await readMembershipSince(by.actor, toPairs(added))),
    ...(await readInheritedSince(by.actor, toPairs(rows.filter(isByRole)))),
  ]);
  const isIn = (row: MembershipRow) => row.isDefault || isEverywhere || row.role !== null;
  return personAccess.parse({
    isEverywhere,
    memberships: rows.filter(isIn).map((row) => ({
      ...toMembership(row, organizationRole),
      color: colors.get(row.id) ?? null,
      since: since.get(toMembershipId(row.id, userId)) ?? null,
    })),
    others: rows.filter((row) => !isIn(row)).map(({ id, name }) => ({ id, name })),
  });
}

function toMembership(
  { id, role, isDefault, ...row }: MembershipRow,
  organizationRole: string,
): Omit<PersonMembership, "color" | "since"> {
  const inherited = inheritedRoles[organizationRole];
  const workspace = { workspaceId: id, name: row.name };
  if (isDefault)
    return { ...workspace, role: null, access: "default", offered: [], reason: "default_workspace" };
  return {
    ...workspace,
    role: role ?? inherited ?? null,
    access: inherited ? "inherited" : "direct",
    offered: [...listOfferedRoles(organizationRole)],
    reason: inherited ? "inherited_access" : null,
  };
}

/** @throws AppError not_found, also if a lead shares no workspace with the person */
export async function readMemberships(by: By, userId: string): Promise<Memberships> {
  const db = await database();
  const [person] = await db
    .select({ organizationRole: members.role })
    .from(members)
    .where(and(eq(members.id, userId), isNull(members.goneAt)));
  if (!person) throw new AppError("not_found", "the mirror has no such member");
  const rows = await db
    .select({
      id: workspaces.id,
      name: workspaces.name,
      isDefault: workspaces.isDefault,
      role: workspaceMembers.role,
    })
    .from(workspaces)
    .leftJoin(workspaceMembers, isPlaceOf(userId))
    .where(and(visibleTo(by.actor).workspaces, isNull(workspaces.archivedAt)))
    .orderBy(sql`${workspaces.isDefault} desc`, sql`${workspaces.name} ${unicode}`, workspaces.id);
  const isShared =
    rows.some(({ role }) => role !== null) || Object.hasOwn(inheritedRoles, person.organizationRole);
  if (!visibleTo(by.actor).isAll && !isShared)
    throw new AppError("not_found", "the person is in no workspace of the lead");
  return { ...person, rows };
}

function isPlaceOf(userId: string): SQL | undefined {
  return and(
    eq(workspaceMembers.workspaceId, workspaces.id),
    eq(workspaceMembers.userId, userId),
    isNull(workspaceMembers.goneAt),
  );
}
