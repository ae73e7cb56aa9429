import "server-only";
import { and, asc, eq, gt, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { adminRoles } from "@/lib/auth/actor";
import type { Permit } from "@/lib/auth/permit";
import { toDay } from "@/lib/calendar";
import { grants } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import type { Database, Transaction } from "@/lib/db/database";
import { members } from "@/lib/db/directory-tables";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type Access, access, type Grant } from "./schema";

type Store = Database | Transaction;

export async function listAccess(_by: Permit<"settings:read">): Promise<Access> {
  const db = await database();
  const rows = await db
    .select()
    .from(grants)
    .orderBy(asc(sql`lower(${grants.email})`));
  const found = rows.map(async (row) => ({
    ...row,
    ...toGrant(row),
    isExpired: isOver(row.expiresAt),
    createdAt: row.createdAt.toISOString(),
    reason: row.persona === "admin" && !(await hasAdminWithout(db, row.email)) ? "last_admin" : null,
  }));
  return access.parse({ grants: await Promise.all(found), breakGlass: env.BOOTSTRAP_ADMINS });
}

/** @throws AppError not_found */
export async function getGrant(email: string): Promise<Grant> {
  const found = await findGrant(email);
  if (!found) throw new AppError("not_found", "there is no such grant");
  return found;
}

export async function findGrant(email: string): Promise<Grant | null> {
  const db = await database();
  const [found] = await db.select().from(grants).where(isOf(email));
  return found ? toGrant(found) : null;
}

/** @throws AppError conflict where the address has a grant already */
export async function insertGrant(tx: Transaction, by: Permit<"grants:write">, grant: Grant): Promise<void> {
  await lock(tx);
  const [known] = await tx.select({ email: grants.email }).from(grants).where(isOf(grant.email));
  if (known) throw new AppError("conflict", "the address has a grant", { reason: "grant_already_exists" });
  await tx.insert(grants).values({ ...toColumns(grant), createdBy: by.actor.email, createdAt: new Date() });
}

/** @throws AppError not_found; refused where nobody would be left who may undo it */
export async function updateGrant(tx: Transaction, grant: Grant): Promise<void> {
  await lock(tx);
  if (grant.persona !== "admin") await refuseLastAdmin(tx, grant.email);
  const { email, ...columns } = toColumns(grant);
  const changed = await tx.update(grants).set(columns).where(isOf(email)).returning({ email: grants.email });
  if (changed.length === 0) throw new AppError("not_found", "there is no such grant");
}

/** @throws AppError not_found; refused where nobody would be left who may undo it */
export async function deleteGrant(tx: Transaction, email: string): Promise<void> {
  await lock(tx);
  await refuseLastAdmin(tx, email);
  const removed = await tx.delete(grants).where(isOf(email)).returning({ email: grants.email });
  if (removed.length === 0) throw new AppError("not_found", "there is no such grant");
}

/** One change at a time: two admins who remove each other must not both succeed. */
async function lock(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${grants} in share row exclusive mode`);
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
  const isInForce = or(isNull(grants.expiresAt), gt(grants.expiresAt, new Date()));
  const isOther = ne(sql`lower(${grants.email})`, email.toLowerCase());
  return (await store.$count(grants, and(eq(grants.persona, "admin"), isOther, isInForce))) > 0;
}

function isOf(email: string) {
  return eq(sql`lower(${grants.email})`, email.toLowerCase());
}

type Row = typeof grants.$inferSelect;

function toGrant({ email, persona, note, expiresAt }: Row): Grant {
  const known = access.shape.grants.element.shape.persona.parse(persona);
  return { email, persona: known, note, expiresOn: expiresAt && toDay(expiresAt) };
}

function toColumns({ expiresOn, ...rest }: Grant) {
  return { ...rest, expiresAt: expiresOn === null ? null : new Date(`${expiresOn}T23:59:59.999Z`) };
}

function isOver(expiresAt: Date | null): boolean {
  return expiresAt !== null && expiresAt.getTime() <= Date.now();
}
