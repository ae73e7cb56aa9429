import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { createSession, findSession } from "@/lib/core/auth/session-store";
import { ownTestStore } from "@/lib/core/auth/test-owner";
import { auditLog, grants, passkeys, sessions, signInLinks } from "./access-tables";
import { dumpStore, restoreStore } from "./backup";
import { database } from "./client";
import { changes, members } from "./directory-tables";
import { keyRotations } from "./own-tables";
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
  await db.insert(passkeys).values({
    ...{ id: "0193587a-0000-7000-8000-000000000001", credentialId: "x", email: "ines@northwind.example" },
    ...{ rpId: "castellan.example", name: "Zoë’s laptop", publicKey: "x", counter: 4_294_967_295 },
    ...{ transports: ["usb", "nfc"], isBackedUp: true, createdAt: now },
  });
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

  test("restores the same data, to the last digit", async () => {
    const saved = await dump();
    await resetDatabase();
    expect(await restoreStore(read(saved))).toBe(9_004);
    expect((await dump()).toSorted()).toEqual(saved.toSorted());
    const db = await database();
    expect((await db.select().from(costRows))[0]?.cents).toBe("123456789012345678.000000001");
    await db.insert(changes).values({ seenAt: now, noun: "member", targetId: "user_2", kind: "added" });
    expect(await db.$count(changes)).toBe(2);
  });

  test("restores neither sessions nor sign-in links, even from an older version", async () => {
    const db = await database();
    await db.insert(signInLinks).values({ tokenHash: "open", expiresAt: new Date(Date.now() + 60_000) });
    await ownTestStore();
    const client = { address: "192.0.2.7", userAgent: "Vitest" };
    const given = { email: "ines@northwind.example", method: "sandbox", authenticatedAt: now, ...client };
    const token = await createSession(given);
    const { rows } = await db.execute<{ line: string }>(
      sql`select row_to_json(t)::text as line from sessions t`,
    );
    const [header = "", ...saved] = await dump();
    expect(saved.filter((line) => /^(sessions|sign_in_links|passkey_challenges)\t/.test(line))).toEqual([]);
    const count = Number(saved.at(-1)?.split("\t")[1]) + 1;
    const older = [header, `sessions\t${rows[0]?.line}`, ...saved.slice(0, -1), `end\t${count}`];
    await resetDatabase();
    await restoreStore(read(older));
    expect(await findSession(token)).toBeNull();
    expect([await db.$count(sessions), await db.$count(signInLinks)]).toEqual([0, 0]);
  });

  test("restores rotations without their planned stops", async () => {
    const db = await database();
    const asked = { stopAskedBy: "ines@northwind.example", stopAskedAt: now };
    const rotation = {
      keyId: "k1",
      replacementId: "k2",
      startedBy: "ines@northwind.example",
      startedAt: now,
    };
    await db.insert(keyRotations).values({ ...rotation, ...asked });
    const saved = await dump();
    await resetDatabase();
    await restoreStore(read(saved));
    expect(await db.select().from(keyRotations)).toMatchObject([
      { ...rotation, stopAskedBy: null, stopAskedAt: null },
    ]);
  });

  test("of an earlier version gets the defaults of the columns that it doesn't have", async () => {
    const db = await database();
    const grant = {
      email: "ada@outside.example",
      persona: "auditor" as const,
      createdBy: "ines@northwind.example",
    };
    await db.insert(grants).values({ ...grant, createdAt: now });
    const saved = (await dump()).map((line) => {
      const [, row] = line.match(/^grants\t(.*)$/) ?? [];
      if (row === undefined) return line;
      const { held_rank: _, noted_since: __, ...earlier } = JSON.parse(row);
      return `grants\t${JSON.stringify(earlier)}`;
    });
    await resetDatabase();
    await restoreStore(read(saved));
    expect(await db.select().from(grants)).toMatchObject([
      { ...grant, heldRank: 0, notedSince: expect.any(Date) },
    ]);
  });

  test.each(['{"email":', "null", '{"email":"a@x.example"}'])(
    "a backup with the row %s of a grant is refused in plain words",
    async (row) => {
      const [header = "", ...saved] = await dump();
      const count = Number(saved.at(-1)?.split("\t")[1]) + 1;
      await resetDatabase();
      const doctored = [header, `grants\t${row}`, ...saved.slice(0, -1), `end\t${count}`];
      await expect(restoreStore(read(doctored))).rejects.toMatchObject({
        code: "invalid",
        message: "the backup has a row of grants that can't be read; nothing was restored",
      });
      expect(await (await database()).$count(changes)).toBe(0);
    },
  );

  test("is refused by a database that holds rows", async () => {
    const saved = await dump();
    await expect(restoreStore(read(saved))).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    ["cut off", (lines: string[]) => lines.slice(0, -1)],
    ["without a row", (lines: string[]) => lines.toSpliced(7, 1)],
    ["not one at all", () => ["{}", "end\t0"]],
    ["with a table nobody knows", (lines: string[]) => [...lines.slice(0, 1), "pg_authid\t{}", "end\t1"]],
  ])("leaves the database empty when it is %s", async (_, spoil) => {
    const saved = spoil(await dump());
    await resetDatabase();
    await expect(restoreStore(read(saved))).rejects.toMatchObject({ code: "invalid" });
    const { rows } = await (await database()).execute(sql`select 1 from members limit 1`);
    expect(rows).toEqual([]);
  });
});
