import "server-only";
import { and, eq } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { listColumns } from "@/lib/core/db/personal-tables";
import { keptRead } from "@/lib/core/entry/kept-read";
import { type ColumnChoice, columnChoice } from "./schema";
import type { ColumnList } from "./vocabulary";

type By = Permit<"me:read"> | Permit<"me:write">;

/** A person's own; it follows them from one device to another. */
export const getColumns = keptRead("person", readColumns);

async function readColumns(by: By, list: ColumnList): Promise<ColumnChoice> {
  const db = await database();
  const [row] = await db.select({ hidden: listColumns.hidden }).from(listColumns).where(isOwn(by, list));
  return columnChoice.parse(row ?? { hidden: null });
}

export async function saveColumns(
  tx: Transaction,
  by: Permit<"me:write">,
  list: ColumnList,
  { hidden }: ColumnChoice,
): Promise<void> {
  if (hidden === null) {
    await tx.delete(listColumns).where(isOwn(by, list));
    return;
  }
  const changed = { hidden, changedAt: new Date() };
  await tx
    .insert(listColumns)
    .values({ email: toOwner(by), list, ...changed })
    .onConflictDoUpdate({ target: [listColumns.email, listColumns.list], set: changed });
}

function isOwn(by: By, list: ColumnList) {
  return and(eq(listColumns.email, toOwner(by)), eq(listColumns.list, list));
}

function toOwner({ actor }: By): string {
  return actor.email.toLowerCase();
}
