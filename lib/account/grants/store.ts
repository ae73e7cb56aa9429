import "server-only";
import { isDeepStrictEqual } from "node:util";
import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { endTokensOf } from "@/lib/core/auth/access-token";
import { directoryRank, grantLoss, isInForce } from "@/lib/core/auth/grant-sql";
import type { Permit } from "@/lib/core/auth/permit";
import { adminRoles } from "@/lib/core/auth/role-personas";
import { endSessionsOf } from "@/lib/core/auth/session-store";
import type { GrantLoss } from "@/lib/core/auth/vocabulary";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { members } from "@/lib/core/db/directory-tables";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import { findPeople } from "@/lib/core/organization/people";
import {
  type Access,
  access,
  type Grant,
  type KeptGrant,
  type RenewGrant,
  type ReviewedGrant,
} from "./schema";

type Store = Database | Transaction;

export async function listAccess(by: Permit<"settings:read">): Promise<Access> {
  const db = await database();
  const rows = await db
    .select({ row: grants, loss: grantLoss })
    .from(grants)
    .orderBy(asc(sql`lower(${grants.email})`));
  const toPerson = await findPeople(
    by.actor,
    rows.map(({ row }) => row.createdBy),
  );
  const found = rows.map(async ({ row, loss }) => ({
    ...toGrant(row, loss),
    createdBy: row.createdBy,
    createdByName: toPerson(row.createdBy).name,
    isExpired: isOver(row.expiresAt),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    reason: row.persona === "admin" && !(await hasAdminWithout(db, row.email)) ? "last_admin" : null,
  }));
  return access.parse({ grants: await Promise.all(found), breakGlass: env.BOOTSTRAP_ADMINS });
}

/** @throws AppError not_found */
export async function getGrant(email: string): Promise<KeptGrant> {
  const found = await findGrant(email);
  if (!found) throw new AppError("not_found", "there is no such grant");
  return found;
}

export async function findGrant(email: string, tx?: Transaction): Promise<KeptGrant | null> {
  const store = tx ?? (await database());
  const [found] = await store.select({ row: grants, loss: grantLoss }).from(grants).where(isOf(email));
  return found ? toGrant(found.row, found.loss) : null;
}

/** @throws AppError conflict where the address has a grant already */
export async function insertGrant(tx: Transaction, by: Permit<"grants:write">, grant: Grant): Promise<void> {
  await lock(tx);
  const [known] = await tx.select({ email: grants.email }).from(grants).where(isOf(grant.email));
  if (known) throw new AppError("conflict", "the address has a grant", { reason: "grant_already_exists" });
  await tx.insert(grants).values({ ...toColumns(grant), createdBy: by.actor.email, createdAt: new Date() });
}

/**
 * `seen` is what the change was decided on, such as whether one admin may make it alone.
 * @throws AppError not_found; refused where nobody would be left who may undo it; conflict if it is another one by now
 */
export async function updateGrant(tx: Transaction, grant: Grant, seen?: KeptGrant): Promise<void> {
  await lock(tx);
  await refuseChanged(tx, seen);
  if (grant.persona !== "admin") await refuseLastAdmin(tx, grant.email);
  const { email, ...columns } = toColumns(grant);
  const changed = await tx.update(grants).set(columns).where(isOf(email)).returning({ email: grants.email });
  if (changed.length === 0) throw new AppError("not_found", "there is no such grant");
}

/**
 * Ends a suspension, too. What the directory gives the person from now on is what they may lose again.
 * @throws AppError not_found; conflict if it is another one by now
 */
export async function renewGrant(
  tx: Transaction,
  { email, expiresOn }: RenewGrant,
  seen?: KeptGrant,
): Promise<void> {
  await lock(tx);
  await refuseChanged(tx, seen);
  const fresh = { suspendedAt: null, suspendedFor: null, renewedAt: new Date(), heldRank: directoryRank };
  const renewed = await tx
    .update(grants)
    .set({ ...fresh, expiresAt: toEnd(expiresOn) })
    .where(isOf(email))
    .returning({ email: grants.email });
  if (renewed.length === 0) throw new AppError("not_found", "there is no such grant");
}

/** @throws AppError not_found; refused where nobody would be left who may undo it; conflict if another one was reviewed */
export async function deleteGrant(
  tx: Transaction,
  email: string,
  reviewed: ReviewedGrant = {},
): Promise<void> {
  await lock(tx);
  const [held] = await tx.select().from(grants).where(isOf(email));
  const { expected = held?.persona, since = held?.createdAt.toISOString() } = reviewed;
  if (held && (held.persona !== expected || held.createdAt.toISOString() !== since))
    throw new AppError("conflict", "another grant was reviewed");
  await refuseLastAdmin(tx, email);
  const removed = await tx.delete(grants).where(isOf(email)).returning({ email: grants.email });
  if (removed.length === 0) throw new AppError("not_found", "there is no such grant");
  // What is given again later doesn't come with what was open before.
  if (await isMember(tx, email)) return;
  await endSessionsOf(tx, email);
  await endTokensOf(tx, email);
}

async function isMember(tx: Transaction, email: string): Promise<boolean> {
  return (
    (await tx.$count(
      members,
      and(sql`lower(${members.email}) = ${email.toLowerCase()}`, isNull(members.goneAt)),
    )) > 0
  );
}

/** One change at a time: two admins who remove each other must not both succeed. */
async function lock(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${grants} in share row exclusive mode`);
}

async function refuseChanged(tx: Transaction, seen: KeptGrant | undefined): Promise<void> {
  if (seen && !isDeepStrictEqual(await findGrant(seen.email, tx), seen))
    throw new AppError("conflict", "the grant was changed meanwhile");
}

async function refuseLastAdmin(tx: Transaction, email: string): Promise<void> {
  const [held] = await tx.select({ persona: grants.persona }).from(grants).where(isOf(email));
  if (held?.persona !== "admin" || (await hasAdminWithout(tx, email))) return;
  throw new AppError("refused", "nobody else is an admin", { reason: "last_admin" });
}

/** Whether anyone would still be an admin without this grant. */
async function hasAdminWithout(store: Store, email: string): Promise<boolean> {
  if (env.BOOTSTRAP_ADMINS.length > 0) return true;
  const ofDirectory = await store.$count(
    members,
    and(inArray(members.role, adminRoles), isNull(members.goneAt)),
  );
  if (ofDirectory > 0) return true;
  const isOther = ne(sql`lower(${grants.email})`, email.toLowerCase());
  return (await store.$count(grants, and(eq(grants.persona, "admin"), isOther, isInForce()))) > 0;
}

function isOf(email: string) {
  return eq(sql`lower(${grants.email})`, email.toLowerCase());
}

type Row = typeof grants.$inferSelect;

function toGrant({ email, persona, note, expiresAt }: Row, suspendedFor: GrantLoss | null): KeptGrant {
  const known = access.shape.grants.element.shape.persona.parse(persona);
  return { email, persona: known, note, expiresOn: expiresAt && toDay(expiresAt), suspendedFor };
}

function toColumns({ expiresOn, ...rest }: Grant) {
  return { ...rest, expiresAt: toEnd(expiresOn) };
}

function toEnd(day: string): Date {
  return new Date(`${day}T23:59:59.999Z`);
}

function isOver(expiresAt: Date | null): boolean {
  return expiresAt !== null && expiresAt.getTime() <= Date.now();
}
