import "server-only";
import { and, asc, eq, type SQL } from "drizzle-orm";
import { isOfPerson } from "@/lib/core/auth/passkey-store";
import { getRelyingParty } from "@/lib/core/auth/passkeys";
import type { Permit } from "@/lib/core/auth/permit";
import { passkeys, sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { AppError } from "@/lib/core/errors/errors";
import { type PasskeyRow, passkeyList } from "./schema";

export async function listPasskeys(_by: Permit<"settings:read">): Promise<PasskeyRow[]> {
  return readPasskeys();
}

export async function listOwnPasskeys({ actor }: Permit<"me:read">): Promise<PasskeyRow[]> {
  return readPasskeys(isOfPerson(actor.email));
}

/**
 * `ofOwner` hides everyone else's.
 * @throws AppError not_found
 */
export async function getPasskey(id: string, ofOwner?: string): Promise<PasskeyRow> {
  const [found] = await readPasskeys(isThe(id, ofOwner));
  if (!found) throw notFound();
  return found;
}

/** @throws AppError not_found where it is gone meanwhile */
export async function renamePasskey(tx: Transaction, id: string, name: string): Promise<void> {
  const renamed = await tx.update(passkeys).set({ name }).where(isThe(id)).returning({ id: passkeys.id });
  if (renamed.length === 0) throw notFound();
}

/**
 * What it confirmed isn't confirmed any more: whoever removes it may have lost it.
 * @throws AppError not_found where it is gone meanwhile
 */
export async function deletePasskey(tx: Transaction, id: string): Promise<void> {
  const deleted = await tx.delete(passkeys).where(isThe(id)).returning({ id: passkeys.id });
  if (deleted.length === 0) throw notFound();
  await tx
    .update(sessions)
    .set({ authenticatedAt: null, isByPasskey: false, passkeyId: null })
    .where(eq(sessions.passkeyId, id));
}

function isThe(id: string, ofOwner?: string): SQL | undefined {
  return and(eq(passkeys.id, id), ofOwner === undefined ? undefined : isOfPerson(ofOwner));
}

async function readPasskeys(which?: SQL): Promise<PasskeyRow[]> {
  const [db, here] = await Promise.all([database(), getRelyingParty()]);
  const rows = await db
    .select()
    .from(passkeys)
    .where(which)
    .orderBy(asc(passkeys.email), asc(passkeys.createdAt), asc(passkeys.id));
  return passkeyList.parse(
    rows.map(({ rpId, createdAt, lastUsedAt, ...row }) => ({
      ...row,
      host: rpId,
      isHere: rpId === here.id,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
  );
}

function notFound(): AppError {
  return new AppError("not_found", "there is no such passkey");
}
