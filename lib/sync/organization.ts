import "server-only";
import { eq, sql } from "drizzle-orm";
import * as access from "@/lib/db/access-tables";
import { database, type Transaction } from "@/lib/db/client";
import { organization } from "@/lib/db/directory-tables";
import { settings, syncState } from "@/lib/db/own-tables";
import { tables } from "@/lib/db/tables";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { fetchOrganization, type Organization } from "./gateway";

/** Whose store this is, kept beside the jobs: the sandbox's data may be dropped, nobody else's. */
const sandboxMark = "store:sandbox";

/** Who may sign in, what they did and how the house is set: these outlive the trial. */
const staying: readonly unknown[] = [...Object.values(access), settings];
const ofTheOrganization = Object.values(tables).filter((table) => !staying.includes(table));

/**
 * Reads the organisation of the key and makes sure that the store is its own: after a trial in the sandbox the
 * sandbox's data goes, but one real organisation never replaces another.
 * @throws AppError conflict; and as `readApi`
 */
export async function syncOrganization(): Promise<void> {
  const found = await fetchOrganization();
  const db = await database();
  await db.transaction(async (tx) => {
    const [kept] = await tx.select({ id: organization.id }).from(organization);
    if (kept && kept.id !== found.id) await clearSandbox(tx);
    await saveOrganization(tx, found);
  });
}

async function clearSandbox(tx: Transaction): Promise<void> {
  const isSandboxes = (await tx.$count(syncState, eq(syncState.job, sandboxMark))) > 0;
  if (!isSandboxes)
    throw new AppError(
      "conflict",
      "the store holds another organisation: use another DATA_DIR or DATABASE_URL",
    );
  log.warn("the store held the sandbox: its data is dropped for the organisation of the key");
  await tx.execute(
    sql`truncate ${sql.join(
      ofTheOrganization.map((table) => sql`${table}`),
      sql`, `,
    )}`,
  );
}

async function saveOrganization(tx: Transaction, { id, name }: Organization): Promise<void> {
  const seenAt = new Date();
  await tx
    .insert(organization)
    .values({ id, name, seenAt })
    .onConflictDoUpdate({ target: organization.id, set: { name, seenAt } });
  if (env.isSandbox) await tx.insert(syncState).values({ job: sandboxMark }).onConflictDoNothing();
}
