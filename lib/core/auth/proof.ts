import "server-only";
import { createHmac } from "node:crypto";
import { getAdminKey } from "@/lib/core/admin-api/key";
import { database } from "@/lib/core/db/client";
import { organization } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { fetchOrganization } from "./gateway";
import { getOwner, type Owner, ownKind, saveOwner } from "./owner";
import { listKeys } from "./rotation";

const retryMs = 5_000;
const patienceMs = 5_000;

/**
 * Asks the Admin API whose key this is, and records it if it is the database's organization.
 * @throws AppError conflict if it is another one; and as `readApi`
 */
export async function proveOrganization(): Promise<void> {
  const keyFingerprint = await toFingerprint();
  const { id, name } = await fetchOrganization();
  const db = await database();
  await db.transaction(async (tx) => {
    const owner = await getOwner(tx);
    if (owner && owner.kind !== ownKind())
      throw new AppError("conflict", "another process has made this store its own");
    if (owner?.organizationId && owner.organizationId !== id)
      throw new AppError(
        "conflict",
        "the store holds another organization than the key's: use another DATA_DIR or DATABASE_URL",
      );
    await saveOwner(tx, { kind: ownKind(), organizationId: id, keyFingerprint });
    const seenAt = new Date();
    await tx
      .insert(organization)
      .values({ id, name, seenAt })
      .onConflictDoUpdate({ target: organization.id, set: { name, seenAt } });
  });
}

/**
 * Lets nothing through until the key's organization is known to be the database's: the API has said so, now or earlier
 * for this very key, so that an outage locks no one out.
 * @throws AppError organization_unproven
 */
export async function requireProof(known?: Owner): Promise<void> {
  const owner = known ?? (await getOwner(await database()));
  if (await isProven(owner)) return;
  try {
    await Promise.race([proveInTurn(), timeOut()]);
  } catch (cause) {
    throw new AppError(
      "organization_unproven",
      "the organization of the key is not known to be the store's",
      {
        cause,
      },
    );
  }
}

/** A page doesn't wait longer; the question continues without it. */
function timeOut(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("the Admin API has not answered yet")), patienceMs).unref();
  });
}

async function isProven(owner: Owner | undefined): Promise<boolean> {
  if (!owner?.organizationId || owner.kind !== ownKind()) return false;
  return (await listFingerprints()).includes(owner.keyFingerprint ?? "");
}

type Turn = { attempt: Promise<void> | null; failedAtMs: number | null };

/** However many callers ask, the API is called once, and after a failure not again for a moment. */
function proveInTurn(): Promise<void> {
  const turn = processSingleton("organization-proof", (): Turn => ({ attempt: null, failedAtMs: null }));
  const restMs = turn.failedAtMs === null ? 0 : Date.now() - turn.failedAtMs;
  const isDue = restMs >= retryMs || restMs < 0;
  if (turn.attempt && !isDue) return turn.attempt;
  turn.failedAtMs = null;
  turn.attempt = proveUnlessProven().then(
    () => {
      turn.attempt = null;
    },
    (cause) => {
      turn.failedAtMs = Date.now();
      throw cause;
    },
  );
  return turn.attempt;
}

/** Asks the Admin API, unless another request has proven the owner since this one read it. */
async function proveUnlessProven(): Promise<void> {
  if (!(await isProven(await getOwner(await database())))) await proveOrganization();
}

/** Tells keys apart without storing one. */
export async function toFingerprint(): Promise<string> {
  const [current] = await listFingerprints();
  return current;
}

/** By the secret that this process writes with, then by the others. */
async function listFingerprints(): Promise<[string, ...string[]]> {
  const [key, ...older] = await listKeys("fingerprint");
  const adminKey = await getAdminKey();
  const toHex = (each: Buffer) => createHmac("sha256", each).update(adminKey).digest("hex");
  return [toHex(key), ...older.map(toHex)];
}

/** After a rotation: otherwise, an outage of the API could lock everyone out once the previous secret is gone. */
export async function renewFingerprint(): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    const owner = await getOwner(tx);
    if (owner && (await isProven(owner)))
      await saveOwner(tx, { ...owner, keyFingerprint: await toFingerprint() });
  });
}
