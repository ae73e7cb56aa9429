import "server-only";
import { gte, lt, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { limitPeaks } from "@/lib/core/db/directory-tables";
import { forgetUnreadable, saveUnreadable } from "@/lib/core/db/unreadable-rows";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { toStorableJson } from "@/lib/core/format/storable";

export type StoredPeaks = typeof limitPeaks.$inferSelect;

const partPrefix = "peaks:";

export async function listPeaks(from: string): Promise<StoredPeaks[]> {
  const db = await database();
  return db.select().from(limitPeaks).where(gte(limitPeaks.day, from)).orderBy(limitPeaks.day);
}

export async function savePeaks(
  { day, ...given }: StoredPeaks,
  unreadable: readonly UnreadableRow[],
  from: string,
): Promise<void> {
  const found = { ...given, peaks: toStorableJson(given.peaks) };
  const db = await database();
  await db.transaction(async (tx) => {
    await tx
      .insert(limitPeaks)
      .values({ day, ...found })
      .onConflictDoUpdate({ target: limitPeaks.day, set: found });
    await saveUnreadable(tx, { noun: "limit", part: `${partPrefix}${day}` }, unreadable, found.fetchedAt);
    await tx.delete(limitPeaks).where(lt(limitPeaks.day, from));
    await forgetUnreadable(
      tx,
      "limit",
      (part) => sql`${part} like ${`${partPrefix}%`} and ${part} collate "C" < ${`${partPrefix}${from}`}`,
    );
  });
}
