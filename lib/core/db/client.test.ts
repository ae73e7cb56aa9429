import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditLog } from "./access-tables";
import { database, databaseKind } from "./client";
import { members } from "./directory-tables";
import { costRows } from "./report-tables";
import { resetDatabase } from "./test-database";

const entry = {
  seq: 1,
  entryId: "00000000-0000-4000-8000-000000000001",
  phase: "intent",
  at: new Date("2026-11-24T10:00:00Z"),
  actorEmail: "ada@example.com",
  actorPersona: "admin",
  action: "member.remove",
  previousHash: "",
  hash: "a",
};

beforeEach(resetDatabase);

describe(`the store on ${databaseKind()}`, () => {
  test("the database stores every digit of an amount and of sums", async () => {
    const db = await database();
    const cents = ["0.1", "0.2", "123456789012345678901234567890.00000000000000000001"];
    await db.insert(costRows).values(cents.map((amount) => ({ day: "2026-11-24", cents: amount })));
    const rows = await db.select({ cents: costRows.cents }).from(costRows).orderBy(costRows.cents);
    expect(rows.map((row) => row.cents)).toEqual(cents);
    const { rows: sums } = await db.execute(sql`select sum(cents) as total, count(*) as days from cost_rows`);
    expect(sums).toEqual([{ total: "123456789012345678901234567890.30000000000000000001", days: 3 }]);
  });

  test("the database has sessions in UTC and returns instants as they were stored", async () => {
    const db = await database();
    const { rows } = await db.execute(
      sql`select current_setting('timezone') as zone, timestamptz '2026-11-24T10:00:00+05:00'::text as text`,
    );
    expect(rows).toEqual([{ zone: "UTC", text: "2026-11-24 05:00:00+00" }]);
    const at = new Date("2026-03-29T01:30:00.123Z");
    const raw = { odd: "\u202e", nothing: null };
    await db.insert(members).values({
      id: "user_1",
      email: "A@b.c",
      name: "A",
      role: "user",
      addedAt: at,
      firstSeenAt: at,
      seenAt: at,
      raw,
    });
    expect(await db.select().from(members)).toMatchObject([{ addedAt: at, goneAt: null, raw }]);
  });

  test("rolls back what a failed transaction wrote", async () => {
    const db = await database();
    const failing = db.transaction(async (tx) => {
      await tx.insert(costRows).values({ day: "2026-11-24", cents: "1" });
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await db.$count(costRows)).toBe(0);
  });

  test.each([
    ["update", sql`update audit_log set actor_email = 'eve@example.com'`],
    ["delete", sql`delete from audit_log`],
    ["truncate", sql`truncate audit_log`],
  ])("the database refuses to %s the audit log", async (_, statement) => {
    const db = await database();
    await db.insert(auditLog).values(entry);
    await expect(db.execute(statement)).rejects.toMatchObject({
      cause: { message: "audit_log is append-only" },
    });
    expect(await db.$count(auditLog)).toBe(1);
  });

  test("the database refuses an outcome without its phase", async () => {
    const db = await database();
    const line = { ...entry, phase: "outcome" };
    await expect(db.insert(auditLog).values(line)).rejects.toMatchObject({
      cause: { constraint: "audit_log_phase" },
    });
  });
});
