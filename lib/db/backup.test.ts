import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditLog } from "./access-tables";
import { dumpStore, restoreStore } from "./backup";
import { database } from "./client";
import { changes, members } from "./directory-tables";
import { costRows } from "./report-tables";
import { resetDatabase } from "./test-database";

const now = new Date("2026-11-24T08:41:07.204Z");

async function fill() {
  const db = await database();
  await db.insert(members).values(
    Array.from({ length: 4_500 }, (_, index) => ({
      id: `user_${index}`,
      email: `person${index}@northwind.example`,
      name: `Zoë "${index}"\t\n‮`,
      role: "user",
      addedAt: now,
      firstSeenAt: now,
      seenAt: now,
      raw: { id: `user_${index}`, big: "9007199254740993" },
    })),
  );
  await db.insert(costRows).values({ day: "2026-11-23", cents: "123456789012345678.000000001" });
  await db.insert(changes).values({ seenAt: now, noun: "member", targetId: "user_1", kind: "added" });
  await db.insert(auditLog).values({
    seq: 1,
    entryId: "0193587a-0000-7000-8000-000000000000",
    phase: "intent",
    at: now,
    actorEmail: "ines@northwind.example",
    actorPersona: "admin",
    action: "member.remove",
    previousHash: "",
    hash: "h",
  });
}

async function dump(): Promise<string[]> {
  const lines: string[] = [];
  await dumpStore(async (some) => {
    lines.push(...some);
  });
  return lines;
}

async function* read(lines: string[]) {
  yield* lines;
}

describe("a backup", () => {
  beforeEach(async () => {
    await resetDatabase();
    await fill();
  });

  test("gives the same store back, to the last digit", async () => {
    const saved = await dump();
    await resetDatabase();
    expect(await restoreStore(read(saved))).toBe(4_503);
    expect((await dump()).toSorted()).toEqual(saved.toSorted());
    const db = await database();
    expect((await db.select().from(costRows))[0]?.cents).toBe("123456789012345678.000000001");
    await db.insert(changes).values({ seenAt: now, noun: "member", targetId: "user_2", kind: "added" });
    expect(await db.$count(changes)).toBe(2);
  });

  test("is refused by a store that holds rows", async () => {
    const saved = await dump();
    await expect(restoreStore(read(saved))).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    ["cut off", (lines: string[]) => lines.slice(0, -1)],
    ["without a row", (lines: string[]) => lines.toSpliced(7, 1)],
    ["not one at all", () => ["{}", "end\t0"]],
    ["with a table nobody knows", (lines: string[]) => [...lines.slice(0, 1), "pg_authid\t{}", "end\t1"]],
  ])("%s leaves the store empty", async (_, spoil) => {
    const saved = spoil(await dump());
    await resetDatabase();
    await expect(restoreStore(read(saved))).rejects.toMatchObject({ code: "invalid" });
    const { rows } = await (await database()).execute(sql`select 1 from members limit 1`);
    expect(rows).toEqual([]);
  });
});
