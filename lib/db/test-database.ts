import "server-only";
import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { once } from "@/lib/once";
import { database, type Store, storeKey } from "./client";
import * as tables from "./tables";

/** Gives this test file a database of its own, opened only if a test asks for it. */
export function keepForTests(open: () => Promise<Store>): void {
  let store: Promise<Store> | undefined;
  const openOnce = () => {
    store ??= open();
    return store;
  };
  // Only awaited, so a lazy `then` stands in for the promise.
  once<PromiseLike<Store>>(storeKey, () => ({
    // biome-ignore lint/suspicious/noThenProperty: being awaited is its whole purpose
    then: (settled, failed) => openOnce().then(settled, failed),
  }));
}

/** Empties every table. The audit log refuses that, so its triggers sleep meanwhile. */
export async function resetDatabase(): Promise<void> {
  const names = Object.values(tables)
    .filter((table) => is(table, PgTable))
    .map((table) => sql.identifier(getTableName(table)));
  const db = await database();
  await db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_log disable trigger user`);
    await tx.execute(sql`truncate ${sql.join(names, sql`, `)} restart identity`);
    await tx.execute(sql`alter table audit_log enable trigger user`);
  });
}
