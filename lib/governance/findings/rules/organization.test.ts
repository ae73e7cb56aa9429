import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { organization } from "@/lib/core/db/directory-tables";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import type { FindingRule } from "@/lib/core/marks/vocabulary";
import {
  addInvites,
  addPeople,
  at,
  expectTruth,
  findHits,
  hostileNames,
} from "@/lib/governance/findings/test-truth";
import type { Facts } from "./rule";

beforeEach(resetDatabase);

const addressed = (prefix: string, more: object) =>
  Object.fromEntries(
    hostileNames.map((name, index) => [`${prefix}_${index}`, { email: `${index}${name}`, ...more }]),
  );

describe("invites", () => {
  test("invites that expire soon are found", async () => {
    const seeded = await addInvites({
      hit_tomorrow: { expiresAt: at(1) },
      hit_just_before: { expiresAt: at(2.99) },
      hit_in_a_minute: { expiresAt: at(0.001) },
      ...addressed("hit_hostile", { expiresAt: at(2) }),
      miss_later: { expiresAt: at(3.01) },
      miss_over: { expiresAt: at(-0.01) },
      miss_no_day: { expiresAt: null },
      miss_accepted: { expiresAt: at(1), status: "accepted" },
      miss_odd_status: { expiresAt: at(1), status: "paused" },
      miss_withdrawn: { expiresAt: at(1), goneAt: at(-1) },
    });
    await expectTruth("invite_expiring", seeded);
  });

  test("invites that expired are found unless the person came or was invited again", async () => {
    await addPeople({ came: { email: "Came@x.example" }, left: { email: "left@x.example", goneAt: at(-1) } });
    const expiresAt = at(-1);
    const again = { email: "again@x.example", expiresAt };
    const seeded = await addInvites({
      hit_expired: { expiresAt, status: "expired" },
      hit_still_called_pending: { expiresAt },
      hit_left: { email: "left@x.example", expiresAt },
      hit_newest_of_two: { email: "two@x.example", expiresAt },
      hit_withdrawn_later: { email: "withdrawn@x.example", expiresAt },
      ...addressed("hit_hostile", { expiresAt }),
      miss_older_of_two: { email: "TWO@x.example", expiresAt: at(-2) },
      miss_came: { email: "came@x.example", expiresAt },
      miss_again: again,
      miss_again_pending: { ...again, email: "AGAIN@x.example", expiresAt: at(20) },
      miss_accepted_later: { email: "accepted@x.example", expiresAt },
      miss_accepted: { email: "accepted@x.example", status: "accepted", expiresAt: at(-0.5) },
      miss_long_ago: { expiresAt: at(-61), status: "expired" },
      miss_pending: {},
      miss_no_day: { expiresAt: null, status: "expired" },
      miss_gone: { expiresAt, goneAt: at(-1) },
      miss_gone_later: { email: "withdrawn@x.example", expiresAt: at(20), goneAt: at(-1) },
    });
    await expectTruth("invite_expired", seeded);
  });
});

describe("the compliance feed", () => {
  test.each([
    ["off", [{ name: "compliance", isGranted: false }], ["organization"]],
    ["on", [{ name: "compliance", isGranted: true }], []],
    ["not asked yet", [], []],
    ["another capability", [{ name: "analytics_cost", isGranted: false }], []],
  ])("the compliance feed is %s", async (_, rows, found) => {
    const db = await database();
    for (const row of rows) await db.insert(keyCapabilities).values({ ...row, probedAt: at(-2) });
    await db.insert(organization).values({ id: "org", name: "'; --", seenAt: at(0) });
    const hits = await findHits("compliance_off");
    expect(hits.map((hit) => hit.subject_id)).toEqual(found);
    for (const hit of hits) expect(hit).toMatchObject({ label: "'; --", workspace_id: null });
  });
});

describe("the Admin API key and the audit log", () => {
  const key = (days: number) => ({
    adminKey: { since: at(-days).toISOString(), powers: ["keys", "members"] },
  });
  const table: [FindingRule, Partial<Facts>, number][] = [
    ["admin_key_old", key(180.1), 1],
    ["admin_key_old", key(5_000), 1],
    ["admin_key_old", key(179.9), 0],
    ["admin_key_old", key(-10), 0],
    ["admin_key_old", { adminKey: { since: "nonsense", powers: [] } }, 0],
    ["admin_key_old", { adminKey: null }, 0],
    ["audit_unproven", { unproven: { before: 7, reason: "'; --" } }, 1],
    ["audit_unproven", { unproven: null }, 0],
    ["audit_no_checkpoint", { checkpointAt: null }, 1],
    ["audit_no_checkpoint", { checkpointAt: at(-1).toISOString() }, 0],
  ];

  test.each(table)("%s with %j has %i finding", async (rule, facts, count) => {
    expect(await findHits(rule, { facts })).toHaveLength(count);
  });

  test("the Admin API key and the audit log say what is known", async () => {
    expect((await findHits("admin_key_old", { facts: key(200) }))[0]).toMatchObject({
      reach: 5,
      evidence: { days: 200, powers: ["keys", "members"] },
    });
    const unproven = { before: 7, reason: "no_seal" };
    expect((await findHits("audit_unproven", { facts: { unproven } }))[0]?.evidence).toEqual({
      line: 7,
      reason: "no_seal",
    });
  });
});
