import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";

beforeEach(resetDatabase);

test("a version is looked up by its key from the first row on, because the plan stays when the table grows", async () => {
  const db = await database();
  const seen = { firstSeenAt: new Date(), seenAt: new Date(), raw: {}, role: "user", addedAt: new Date() };
  const toMember = (number: number) => ({
    ...seen,
    id: `u${number}`,
    name: "",
    email: `${number}@x.example`,
  });
  await db.transaction(async (tx) => {
    await tx.insert(members).values(Array.from({ length: 20 }, (_, number) => toMember(number)));
    await tx.execute(sql`analyze directory_versions`);
    const countScans = async () => {
      const { rows } = await tx.execute<{ all: number; ofKeys: number }>(sql`
        select seq_scan::int as all, idx_scan::int as "ofKeys" from pg_stat_xact_user_tables where relname = 'directory_versions'`);
      return rows[0] ?? { all: Number.NaN, ofKeys: Number.NaN };
    };
    const before = await countScans();
    await tx.insert(members).values(Array.from({ length: 20 }, (_, number) => toMember(100 + number)));
    const after = await countScans();
    expect(after.all).toBe(before.all);
    expect(after.ofKeys).toBeGreaterThanOrEqual(before.ofKeys + 20);
  });
});
