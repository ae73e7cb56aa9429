import "server-only";
import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
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
import type { Membership } from "./membership-schema";
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
export async function getPersonEmail(by: By, userId: string): Promise<string> {
  const db = await database();
  const [found] = await db
    .select({ email: members.email })
    .from(members)
    .where(and(eq(members.id, userId), isNull(members.goneAt), isKnownPerson(by)));
  if (!found) throw new AppError("not_found", "there is no such person in reach");
  return found.email;
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

function isKnownPerson({ actor }: By): SQL {
  const { isAll, inWorkspace } = visibleTo(actor);
  if (isAll) return sql`true`;
  return sql`(${inArray(members.role, Object.keys(inheritedRoles))} or exists (select 1 from ${workspaceMembers}
    where ${workspaceMembers.userId} = ${members.id} and ${workspaceMembers.goneAt} is null
      and ${inWorkspace(workspaceMembers.workspaceId)}))`;
}

/** Names of rows in a run. What isn't visible has none. */
export async function listMembershipLabels(
  by: Permit<"memberships:write">,
  memberships: readonly Membership[],
): Promise<Map<string, string>> {
  const pairs = JSON.stringify(memberships);
  const db = await database();
  const { rows } = await db.execute<Membership & { email: string; name: string }>(sql`
    select p."workspaceId", p."userId", ${members.email} as email, ${workspaces.name} as name
    from jsonb_to_recordset(${pairs}::jsonb) as p("workspaceId" text, "userId" text)
    join ${members} on ${members.id} = p."userId" join ${workspaces} on ${workspaces.id} = p."workspaceId"
    where ${and(visibleTo(by.actor).workspaces, isKnownPerson(by))}`);
  return new Map(
    rows.map(({ workspaceId, userId, email, name }) => [
      toMembershipId(workspaceId, userId),
      `${email} – ${name}`,
    ]),
  );
}
