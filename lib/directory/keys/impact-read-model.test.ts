import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDayAgo } from "@/lib/core/format/calendar";
import { listKeyImpacts } from "./impact-read-model";
import { addTraffic, readLatestUsage } from "./test-use";

const admin = permitFor("admin", "keys:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "keys:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
const ids = ["key_a", "key_b", "key_c", "key_gone", "key_none"];

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(workspaces).values([
    { ...seen, id: "w1", name: "One", isDefault: false, tags: {} },
    { ...seen, id: "w2", name: "Default", isDefault: true, tags: {} },
  ]);
  const key = { ...seen, status: "active", createdAt: new Date(0), createdById: "u", scope: "workspace" };
  await db.insert(apiKeys).values([
    { ...key, id: "key_a", name: "alpha", workspaceId: "w1" },
    { ...key, id: "key_b", name: "beta", workspaceId: "w2" },
    { ...key, id: "key_c", name: "gamma", scope: "organization" },
    { ...key, id: "key_gone", name: "gone", workspaceId: "w1", goneAt: new Date() },
  ]);
});

const listUses = async (now = new Date()) =>
  Object.fromEntries((await listKeyImpacts(admin, ids, now)).map(({ id, use }) => [id, use]));

describe("what stopping keys would interrupt", () => {
  test("what stopping keys would interrupt is listed key by key with workspace, traffic of seven days, and cost, busiest first", async () => {
    await readLatestUsage();
    await addTraffic("key_b", 0, 500);
    await addTraffic("key_b", 7, 40);
    await addTraffic("key_b", 8, 9_000);
    await addTraffic("key_b", 0 + 1, 2);
    await addTraffic("key_a", 9, 7);
    const [first, ...others] = await listKeyImpacts(admin, ids);
    expect(first).toMatchObject({
      id: "key_b",
      name: "beta",
      status: "active",
      workspaceName: "Default",
      isDefaultWorkspace: true,
      use: "recent",
      tokens7d: 542,
      cents30d: "250",
      otherCents30d: null,
    });
    expect(others.map(({ id, use, tokens7d }) => [id, use, tokens7d])).toEqual([
      ["key_a", "none", 0],
      ["key_c", "none", 0],
    ]);
  });

  test("what stopping keys would interrupt is shown to a lead only for their own workspaces", async () => {
    expect((await listKeyImpacts(lead, ids)).map(({ id }) => id)).toEqual(["key_a"]);
  });
});

describe("whether a key without traffic is unused", () => {
  const db = database();
  const isDay = (days: number) => and(eq(reportDays.report, "usage"), eq(reportDays.day, toDayAgo(days)));

  test("whether a key without traffic is unused is unknown before the usage report is loaded", async () => {
    expect(await listUses()).toEqual({ key_a: "unknown", key_b: "unknown", key_c: "unknown" });
  });

  test("whether a key without traffic is unused is known once each of the last days is loaded", async () => {
    await readLatestUsage();
    expect(await listUses()).toEqual({ key_a: "none", key_b: "none", key_c: "none" });
  });

  test.each([1, 4, 7])(
    "whether a key without traffic is unused is unknown while the report of %i days ago is missing",
    async (days) => {
      await readLatestUsage();
      await (await db).delete(reportDays).where(isDay(days));
      expect((await listUses()).key_a).toBe("unknown");
    },
  );

  test("whether a key without traffic is unused is unknown if the API refused a day", async () => {
    await readLatestUsage();
    await (await db).update(reportDays).set({ isRefused: true }).where(isDay(2));
    expect((await listUses()).key_a).toBe("unknown");
  });

  test("whether a key without traffic is unused is unknown if a day was last read before it ended", async () => {
    await readLatestUsage();
    const fetchedAt = new Date(`${toDayAgo(3)}T20:00:00Z`);
    await (await db).update(reportDays).set({ fetchedAt }).where(isDay(3));
    expect((await listUses()).key_a).toBe("unknown");
  });

  test("whether a key without traffic is unused is unknown an hour after the last reading", async () => {
    const now = new Date("2026-05-20T12:00:00Z");
    await readLatestUsage(now);
    expect((await listUses(new Date("2026-05-20T12:59:00Z"))).key_a).toBe("none");
    expect((await listUses(new Date("2026-05-20T13:01:00Z"))).key_a).toBe("unknown");
  });

  test("whether a key without traffic is unused is known right after midnight, before the new day is loaded", async () => {
    await readLatestUsage(new Date("2026-05-20T23:58:00Z"));
    expect((await listUses(new Date("2026-05-21T00:02:00Z"))).key_a).toBe("none");
  });

  test("whether a key without traffic is unused doesn't matter if traffic was seen", async () => {
    await addTraffic("key_a", 2);
    expect(await listUses()).toEqual({ key_a: "recent", key_b: "unknown", key_c: "unknown" });
  });
});
