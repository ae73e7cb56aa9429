import { beforeEach, describe, expect, test } from "vitest";
import { signInAttempts } from "@/lib/core/db/access-tables";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { claudeCodeActorRollups } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import {
  addAccess,
  addKeys,
  addPeople,
  addPlaces,
  at,
  dayAt,
  expectTruth,
  findHits,
  hostileNames,
} from "@/lib/governance/findings/test-truth";

beforeEach(resetDatabase);

const named = (prefix: string, more: object = {}) =>
  Object.fromEntries(hostileNames.map((name, index) => [`${prefix}_${index}`, { name, ...more }]));

describe("admins", () => {
  const admins = (count: number, role = "admin") =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${role}_${index}`, { role }]));

  test.each([
    ["more than five are too many", { ...admins(4), ...admins(2, "owner") }, ["organization"]],
    [
      "five are not",
      { ...admins(5), developer: { role: "developer" }, lead: { role: "membership_admin" } },
      [],
    ],
    ["those who left don't count", { ...admins(5), gone: { role: "admin", goneAt: at(-1) } }, []],
    ["other roles don't count", { ...admins(5), odd: { role: "admin2" }, billing: { role: "billing" } }, []],
  ])("%s", async (_, people, expected) => {
    await addPeople(people);
    expect((await findHits("admins_many")).map((hit) => hit.subject_id)).toEqual(expected);
  });

  test.each([
    ["only one is too few", { ...admins(1), user: {} }, ["organization"]],
    [
      "only one that is left is too few",
      { ...admins(1), gone: { role: "owner", goneAt: at(-1) } },
      ["organization"],
    ],
    ["two are enough", { ...admins(1), ...admins(1, "primary_owner") }, []],
    ["none at all means that they aren't known", { user: {} }, []],
  ])("%s", async (_, people, expected) => {
    await addPeople(people);
    expect((await findHits("admin_alone")).map((hit) => hit.subject_id)).toEqual(expected);
  });

  test("admins are counted against the threshold, and named if alone", async () => {
    await addPeople({ ada: { role: "admin", name: "'; --" } });
    expect(await findHits("admins_many", { thresholds: { people: 0 } })).toMatchObject([
      { evidence: { count: 1, most: 0 }, workspace_id: null },
    ]);
    expect(await findHits("admin_alone")).toMatchObject([{ evidence: { person: "'; --" } }]);
  });
});

describe("members in no workspace", () => {
  test("members in no workspace are found once they have been in none for as long as the threshold", async () => {
    const places = await addPlaces({ w1: {}, archived: { archivedAt: at(-40) }, gone: { goneAt: at(-31) } });
    const seeded = await addPeople({
      hit_never: {},
      hit_left: {},
      hit_archived: {},
      hit_workspace_gone: {},
      hit_odd_role: { role: "robot" },
      hit_no_day: { addedAt: null },
      ...named("hit_hostile"),
      miss_placed: {},
      miss_placed_twice: {},
      miss_left_lately: {},
      miss_new: { addedAt: at(-29) },
      miss_was_admin_until_lately: { directSince: at(-3) },
      miss_admin: { role: "admin" },
      miss_billing: { role: "billing" },
      miss_claude_code: { role: "claude_code_user" },
      miss_gone: { goneAt: at(-100) },
    });
    await addAccess({
      "w1/hit_left": { goneAt: at(-31) },
      "archived/hit_archived": {},
      "gone/hit_workspace_gone": {},
      "w1/miss_placed": {},
      "w1/miss_placed_twice": { goneAt: null },
      "archived/miss_placed_twice": { goneAt: at(-300) },
      "w1/miss_left_lately": { goneAt: at(-29) },
    });
    expect(places).toHaveLength(3);
    await expectTruth("member_unplaced", seeded);
  });
});

describe("members without activity", () => {
  test("did nothing since the threshold, neither themselves nor with a key", async () => {
    await addPlaces({ w1: {} });
    const seeded = await addPeople({
      hit_never: {},
      hit_exactly: { lastActiveOn: dayAt(-90) },
      hit_old_key: {},
      hit_admin: { role: "admin" },
      hit_key_gone: {},
      ...named("hit_hostile"),
      miss_a_day_less: { lastActiveOn: dayAt(-89) },
      miss_upper_case: { email: "UPPER@X.example", lastActiveOn: dayAt(-1) },
      miss_made_key: { lastActiveOn: dayAt(-300) },
      miss_acts_as: {},
      miss_signed_in: {},
      miss_new: { addedAt: at(-89) },
      miss_gone: { goneAt: at(-1) },
    });
    await addKeys({
      old: { createdById: "hit_old_key", use: { lastUsedOn: dayAt(-91) } },
      dead: { createdById: "hit_key_gone", goneAt: at(-1), use: { lastUsedOn: dayAt(-1) } },
      made: { createdById: "miss_made_key", use: { lastUsedOn: dayAt(-2) } },
      acts: {
        createdById: "x",
        principalKind: "user",
        principalId: "miss_acts_as",
        use: { lastUsedOn: dayAt(-2) },
      },
      other: {
        createdById: "x",
        principalKind: "service_account",
        principalId: "hit_never",
        use: { lastUsedOn: dayAt(0) },
      },
    });
    const db = await database();
    const attempt = { address: "192.0.2.1", method: "oidc", at: at(-3) };
    await db.insert(signInAttempts).values([
      { ...attempt, id: crypto.randomUUID(), email: "MISS_signed_in@x.example", outcome: "succeeded" },
      { ...attempt, id: crypto.randomUUID(), email: "hit_never@x.example", outcome: "failed" },
      { ...attempt, id: crypto.randomUUID(), email: null, outcome: "succeeded" },
    ]);
    await expectTruth("member_idle", seeded);
    const [admin] = (await findHits("member_idle")).filter((hit) => hit.subject_id === "hit_admin");
    expect(admin).toMatchObject({ reach: 5, idle_days: 400 });
  });
});

test("a member is said to be inactive only since the first day that both reports cover", async () => {
  const db = await database();
  const read = { fetchedAt: at(0), rowCount: 0 };
  await db.insert(reportDays).values([
    { ...read, report: "usage", day: dayAt(-59) },
    { ...read, report: "claude-code", day: dayAt(-60), isRefused: true },
    { ...read, report: "claude-code", day: dayAt(-40) },
  ]);
  await addPeople({ hit_before: { addedAt: at(-50) }, hit_since: { addedAt: at(-35) } });
  expect(await findHits("member_idle", { thresholds: { days: 30 } })).toMatchObject([
    { subject_id: "hit_before", evidence: { lastActiveOn: null, knownOn: dayAt(-40) } },
    { subject_id: "hit_since", evidence: { lastActiveOn: null, knownOn: null } },
  ]);
});

describe("developers who could be users", () => {
  test("developers who could be users have neither a key, nor Claude Code, nor a workspace to lead", async () => {
    await addPlaces({ w1: {} });
    const role = "developer";
    const seeded = await addPeople({
      hit_nothing: { role },
      hit_long_ago: { role, lastActiveOn: dayAt(-90) },
      hit_archived_key: { role },
      hit_member: { role },
      hit_left_lead: { role },
      ...named("hit_hostile", { role }),
      miss_claude_code: { role, lastActiveOn: dayAt(-89) },
      miss_key: { role },
      miss_inactive_key: { role },
      miss_acts_as: { role },
      miss_lead: { role },
      miss_new: { role, addedAt: at(-89) },
      miss_user: {},
      miss_admin: { role: "admin" },
      miss_gone: { role, goneAt: at(-1) },
    });
    await addKeys({
      a: { createdById: "hit_archived_key", status: "archived" },
      b: { createdById: "miss_key" },
      c: { createdById: "miss_inactive_key", status: "inactive" },
      d: { createdById: "x", principalKind: "user", principalId: "miss_acts_as" },
    });
    await addAccess({
      "w1/hit_member": { role: "workspace_developer" },
      "w1/hit_left_lead": { role: "workspace_admin", goneAt: at(-1) },
      "w1/miss_lead": { role: "workspace_admin" },
    });
    await expectTruth("developer_could_be_user", seeded);
  });
});

describe("access by two ways", () => {
  test("access by two ways is a role of the organization and another one in the workspace", async () => {
    await addPlaces({ w1: {}, w2: {}, archived: { archivedAt: at(-1) } });
    await addPeople({
      admin: { role: "admin" },
      billing: { role: "billing" },
      user: {},
      gone: { role: "admin", goneAt: at(-1) },
      odd: { role: "robot" },
    });
    const truth = await addAccess({
      "w1/admin": { role: "workspace_user" },
      "w1/billing": { role: "workspace_admin" },
      "w2/billing": { role: "workspace_billing" },
      "w2/admin": { role: "workspace_admin" },
      "w1/user": { role: "workspace_admin" },
      "w1/gone": { role: "workspace_user" },
      "w1/odd": { role: "workspace_user" },
      "archived/admin": { role: "workspace_user" },
      "archived/billing": { role: "workspace_user", goneAt: at(-1) },
    });
    const found = (await findHits("access_two_ways")).map((hit) => hit.subject_id);
    expect(found).toEqual(truth.slice(0, 2));
    expect((await findHits("access_two_ways"))[0]).toMatchObject({
      workspace_id: "w1",
      evidence: { memberId: "admin", role: "admin", inherited: "workspace_admin", own: "workspace_user" },
    });
  });
});

describe("spend by people who left", () => {
  const cost = async (actorId: string, day: number, cents: string, more: object = {}) =>
    (await database())
      .insert(actorCostRows)
      .values({ day: dayAt(day), actorKind: "user", actorId, cents, listCents: cents, ...more });
  const people = () =>
    addPeople({
      hit: { goneAt: at(-20) },
      hit_rounding: { goneAt: at(-20) },
      miss_before: { goneAt: at(-20) },
      miss_same_day: { goneAt: at(-20) },
      miss_here: {},
      miss_zero: { goneAt: at(-20) },
      miss_long_ago: { goneAt: at(-200) },
      miss_service_account: { goneAt: at(-20) },
      ...named("hit_hostile", { goneAt: at(-20) }),
    });

  test("spend by people who left is what the API reports after the day they left", async () => {
    const seeded = await people();
    for (const id of seeded.filter((one) => one.startsWith("hit_hostile"))) await cost(id, -3, "1");
    await cost("hit", -19, "100");
    await cost("hit", -1, "0.5");
    await cost("hit_rounding", -1, "0.0000001");
    await cost("miss_before", -21, "100");
    await cost("miss_same_day", -20, "100");
    await cost("miss_here", -1, "100");
    await cost("miss_zero", -1, "0");
    await cost("miss_long_ago", -31, "100");
    await cost("miss_service_account", -1, "100", { actorKind: "service_account" });
    await cost("nobody", -1, "100");
    await expectTruth("spend_of_gone", seeded);
    const [first] = await findHits("spend_of_gone");
    expect(first).toMatchObject({ cents: "100.5", workspace_id: null });
  });

  test("spend by people who left is what Claude Code reports where costs by person aren't", async () => {
    const seeded = await addPeople({
      hit: { goneAt: at(-20) },
      hit_upper: { email: "UP@X.example", goneAt: at(-20) },
      miss_before: { goneAt: at(-20) },
      miss_back_old: { email: "back@x.example", goneAt: at(-20) },
      miss_back_new: { email: "BACK@x.example" },
    });
    const db = await database();
    const work = (actor: string, day: number) =>
      db.insert(claudeCodeActorRollups).values({
        grain: "day",
        startsOn: dayAt(day),
        actorType: "user_actor",
        actor,
        estimatedCents: "7",
      });
    await work("hit@x.example", -2);
    await work("up@x.example", -2);
    await work("miss_before@x.example", -21);
    await work("back@x.example", -2);
    await expectTruth("spend_of_gone", seeded, { facts: { isCostReported: false } });
  });
});
