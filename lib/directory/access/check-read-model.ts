import "server-only";
import { isNull, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { invites, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { visibleTo } from "@/lib/core/organization/visibility";
import { inheritedRoles } from "@/lib/core/organization/vocabulary";
import { isPending } from "@/lib/directory/invites/mirror";
import { listOfferedRoles } from "@/lib/directory/workspaces/vocabulary";
import { type Change, type CheckedChange, checkedBasket } from "./change-schema";
import { isInviteVisible } from "./people-sql";
import { type ChangeState, toCall } from "./vocabulary";

type By = Permit<"memberships:write">;
type Found = Change & {
  workspace: string | null;
  isUsable: boolean;
  /** Whether the person is invited and no member yet. */
  isInvited: boolean;
  email: string | null;
  organizationRole: string;
  listed: string | null;
};
/** With the name of each row in a run. */
export type Labelled = CheckedChange & { label: string };

export async function checkBasket(
  by: By,
  { changes }: { changes: readonly Change[] },
): Promise<CheckedChange[]> {
  return checkedBasket.parse(await checkChanges(by, changes));
}

/**
 * Compares with the mirror, in the order given. Someone whom the actor may not see isn't there, unless they are known
 * from elsewhere, and a workspace that they may not change is like one that doesn't exist.
 */
export async function checkChanges(
  by: By,
  changes: readonly Change[],
  { isKnown = false } = {},
): Promise<Labelled[]> {
  const isMember = isKnown ? isNull(members.goneAt) : visibleTo(by.actor).members;
  const isInvited = isKnown ? isPending : isInviteVisible(by.actor);
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    select c."workspaceId", c."userId", c.role, c.expected, ${workspaces.name} as workspace,
      ${workspaces.archivedAt} is null as "isUsable", ${invites.id} is not null as "isInvited",
      coalesce(${members.email}, ${invites.email}) as email, coalesce(${members.role}, ${invites.role}) as "organizationRole",
      coalesce(${workspaceMembers.role}, ${invitedMemberships.role}) as listed
    from rows from (jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
        as ("workspaceId" text, "userId" text, role text, expected text))
      with ordinality as c("workspaceId", "userId", role, expected, position)
    left join ${workspaces} on ${workspaces.id} = c."workspaceId" and not ${workspaces.isDefault}
      and ${visibleTo(by.actor).workspaces}
    left join ${members} on ${members.id} = c."userId" and ${isMember}
    left join ${invites} on ${invites.id} = c."userId" and ${members.id} is null and ${isInvited}
    left join ${workspaceMembers} on ${workspaceMembers.workspaceId} = ${workspaces.id}
      and ${workspaceMembers.userId} = ${members.id} and ${workspaceMembers.goneAt} is null
    left join ${invitedMemberships} on ${invitedMemberships.workspaceId} = ${workspaces.id}
      and ${invitedMemberships.email} = lower(${invites.email}) and ${invitedMemberships.appliedAt} is null
    order by c.position`);
  return rows.map(toChecked);
}

function toChecked(found: Found): Labelled {
  const { workspaceId, userId, role, expected, workspace, email } = found;
  const present = toPresent(found);
  return {
    workspaceId,
    userId,
    role,
    expected,
    present,
    state: toState(found, present),
    call: toCall(found),
    label: `${email ?? userId} – ${workspace ?? workspaceId}`,
  };
}

function toPresent({ workspace, email, listed, organizationRole }: Found): string | null {
  if (workspace === null || email === null) return null;
  const inherited = Object.hasOwn(inheritedRoles, organizationRole) ? inheritedRoles[organizationRole] : null;
  return listed ?? inherited ?? null;
}

function toState(found: Found, present: string | null): ChangeState {
  const { workspace, isUsable, isInvited, email, organizationRole, role, expected } = found;
  if (workspace === null) return "no_right";
  if (!isUsable) return "archived";
  if (email === null) return "absent";
  if (present === role) return "same";
  const isInherited = Object.hasOwn(inheritedRoles, organizationRole);
  const offered: readonly string[] = listOfferedRoles(organizationRole);
  const isFixed = isInherited && (isInvited || role === null);
  if (offered.length === 0 || isFixed) return "inherited";
  if (role !== null && !offered.includes(role)) return "unassignable";
  return present === expected ? "ready" : "changed";
}
