import "server-only";
import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { pageSize } from "@/lib/core/address/page-size";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { invites, members } from "@/lib/core/db/directory-tables";
import { dayMs } from "@/lib/core/format/calendar";
import { isLike } from "@/lib/core/organization/search-sql";
import { isHere, state } from "./mirror";
import { listPendingByAddress } from "./pending-memberships-store";
import {
  type AddressCheck,
  addressCheck,
  type InviteChoice,
  type InvitesPage,
  inviteChoices,
  invitesPage,
} from "./schema";
import type { InviteSearch } from "./search-params";
import { maxImportRows } from "./vocabulary";

/** Of the selected invites, those that can be sent again; pending ones can also be withdrawn. */
export async function listInviteChoices(
  _by: Permit<"invites:read">,
  search: InviteSearch,
): Promise<InviteChoice[]> {
  const db = await database();
  const rows = await db
    .select({ id: invites.id, email: invites.email, state })
    .from(invites)
    .where(and(isFound(search), inArray(state, ["pending", "expired"])))
    .orderBy(toOrder(search), asc(invites.id))
    .limit(maxImportRows);
  return inviteChoices.parse(rows);
}

export async function findObstacles(email: string): Promise<AddressCheck> {
  const address = email.toLowerCase();
  const db = await database();
  const [[member], [invite]] = await Promise.all([
    db
      .select({ name: members.name, email: members.email })
      .from(members)
      .where(and(eq(sql`lower(${members.email})`, address), isNull(members.goneAt)))
      .limit(1),
    db
      .select({ id: invites.id, role: invites.role, state, expiresAt: invites.expiresAt })
      .from(invites)
      .where(and(eq(sql`lower(${invites.email})`, address), isHere, eq(state, "pending")))
      .orderBy(desc(invites.invitedAt))
      .limit(1),
  ]);
  const pending = await listPendingByAddress([address]);
  return addressCheck.parse({
    member: member ?? null,
    invite: invite
      ? { ...invite, expiresInDays: toDaysLeft(invite), workspaces: pending.get(address) ?? [] }
      : null,
  });
}

export function checkAddress(_by: Permit<"invites:read">, email: string): Promise<AddressCheck> {
  return findObstacles(email);
}

export async function listInvites(_by: Permit<"invites:read">, search: InviteSearch): Promise<InvitesPage> {
  const db = await database();
  const where = isFound(search);
  const states = await db
    .select({
      state,
      count: sql`count(*) filter (where ${isFound({ ...search, status: [] })})`.mapWith(Number),
      found: sql`count(*) filter (where ${where})`.mapWith(Number),
    })
    .from(invites)
    .where(isHere)
    .groupBy(state)
    .orderBy(sql`array_position(array['pending', 'expired', 'accepted'], ${state}) nulls last`, state);
  const total = states.reduce((sum, { found }) => sum + found, 0);
  const page = Math.max(1, Math.min(search.page, Math.ceil(total / pageSize)));
  const rows = await db
    .select({
      id: invites.id,
      email: invites.email,
      role: invites.role,
      state,
      invitedAt: invites.invitedAt,
      expiresAt: invites.expiresAt,
      acceptedAt: invites.acceptedAt,
    })
    .from(invites)
    .where(where)
    .orderBy(toOrder(search), asc(invites.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const pending = await listPendingByAddress(rows.map(({ email }) => email.toLowerCase()));
  const withPending = rows.map((row) => ({
    ...toRow(row),
    workspaces: pending.get(row.email.toLowerCase()) ?? [],
  }));
  return invitesPage.parse({ rows: withPending, total, page, pageSize, states });
}

export function isFound({ q, status, only }: InviteSearch): SQL {
  const found = and(
    isHere,
    only.length > 0 ? inArray(invites.id, only) : undefined,
    q.trim() ? isLike(invites.email, q) : undefined,
    status.length > 0 ? inArray(state, status) : undefined,
  );
  return found ?? isHere;
}

export function toOrder({ sort, direction }: InviteSearch): SQL {
  const columns = {
    email: sql`lower(${invites.email})`,
    role: sql`${invites.role}`,
    status: state,
    invited: sql`${invites.invitedAt}`,
    expires: sql`${invites.expiresAt}`,
    accepted: sql`${invites.acceptedAt}`,
  };
  return sql`${columns[sort]} ${sql.raw(direction)} nulls last`;
}

type Found = Record<"invitedAt" | "expiresAt" | "acceptedAt", Date | null> & { state: string };

function toRow<Row extends Found>(row: Row) {
  return {
    ...row,
    invitedAt: row.invitedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    expiresInDays: toDaysLeft(row),
    reason: row.state === "pending" ? null : "invite_not_pending",
  };
}

function toDaysLeft({ state, expiresAt }: Pick<Found, "state" | "expiresAt">): number | null {
  if (state !== "pending" || !expiresAt) return null;
  return Math.max(0, Math.ceil((expiresAt.getTime() - Date.now()) / dayMs));
}
