import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { putSettings } from "@/lib/core/settings/store";
import { isFresh, requireFresh } from "./step-up";
import { newActor } from "./test-permit";

const now = new Date("2026-11-25T12:00:00Z");
const minuteMs = 60_000;

beforeEach(resetDatabase);

function signedIn(authenticatedAt: Date | null) {
  const { session, ...actor } = newActor("admin");
  return { ...actor, session: session && { ...session, authenticatedAt } };
}
const ago = (ms: number) => signedIn(new Date(now.getTime() - ms));

test.each([
  ["just now", 0, true],
  ["at the end of the window", 15 * minuteMs, true],
  ["a moment before it", 15 * minuteMs + 1, false],
  ["in the future", -1, false],
])("a sign-in %s", async (_, ms, expected) => {
  expect(await isFresh(ago(ms), now)).toBe(expected);
});

test("a sign-in without a time is not recent, and neither is work without a person", async () => {
  expect(await isFresh(signedIn(null), now)).toBe(false);
  expect(await isFresh(newActor("admin", { session: null }), now)).toBe(false);
});

test("an admin sets the window", async () => {
  const db = await database();
  await db.transaction((tx) => putSettings(tx, "ada", { step_up_minutes: 60 }));
  await requireFresh(ago(59 * minuteMs), now);
  await expect(requireFresh(ago(61 * minuteMs), now)).rejects.toMatchObject({ code: "step_up_required" });
});

test.each([0, -1, 481, "never"])(
  "a stored window of %s is not taken: the check cannot be off",
  async (value) => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, "ada", { step_up_minutes: value as number }));
    expect(await isFresh(ago(14 * minuteMs), now)).toBe(true);
    expect(await isFresh(ago(16 * minuteMs), now)).toBe(false);
  },
);
