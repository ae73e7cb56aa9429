import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "./client";
import { settings } from "./own-tables";
import { resetDatabase } from "./test-database";
import { ignoreWrite, readVersion, toVersion } from "./version";

const ignored = new Set([11n, 12n, 20n]);
const of = (snapshot: string) => toVersion(snapshot, (id) => ignored.has(id));

describe("the version of a snapshot", () => {
  test("the version of a snapshot is the same after ignored writes alone", () => {
    expect(of("13:13:")).toBe(of("11:11:"));
    expect(of("14:14:")).not.toBe(of("13:13:"));
    expect(of("21:21:")).not.toBe(of("19:19:"));
  });

  test("the version of a snapshot is the same while a write runs, also beside ignored ones", () => {
    expect(of("19:21:19")).toBe(of("19:19:"));
    expect(of("15:21:15,20")).toBe(of("15:20:15"));
    expect(of("15:18:15")).not.toBe(of("18:18:"));
  });
});

describe("in the database", () => {
  beforeEach(resetDatabase);

  const write = async (name: string): Promise<string> => {
    const db = await database();
    const [row] = await db
      .insert(settings)
      .values({ name, value: 1, changedAt: new Date(), changedBy: "anna" })
      .returning({ id: sql<string>`pg_current_xact_id()::text` });
    return row?.id ?? "";
  };

  test("an ignored write leaves the version, and the next one changes it", async () => {
    const before = await readVersion();
    await ignoreWrite(await write("one"));
    expect(await readVersion()).toBe(before);
    const id = await write("two");
    expect(await readVersion()).not.toBe(before);
    await ignoreWrite(id);
    expect(await readVersion()).toBe(before);
  });
});
