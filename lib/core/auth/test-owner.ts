import "server-only";
import { database } from "@/lib/core/db/client";
import { env } from "@/lib/core/env/env";
import { openTestSandbox } from "@/scripts/sandbox/reset-sandbox";
import { getOwner, ownKind, saveOwner } from "./owner";
import { toFingerprint } from "./proof";

/** Gives a test's database an owner with a proven organization, unless it has one. */
export async function ownTestStore(): Promise<void> {
  const db = await database();
  if (await getOwner(db)) return;
  const organizationId = env.isSandbox ? openTestSandbox().store.organization.id : "org_test";
  const keyFingerprint = await toFingerprint();
  await db.transaction((tx) => saveOwner(tx, { kind: ownKind(), organizationId, keyFingerprint }));
}
