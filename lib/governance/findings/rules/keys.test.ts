import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { reportDays, usageKeyRollups, usageRows } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import {
  addKeys,
  addPeople,
  addPlaces,
  at,
  dayAt,
  expectTruth,
  findHits,
  hostileNames,
} from "@/lib/governance/findings/test-truth";

beforeEach(async () => {
  await resetDatabase();
  await addPlaces({ w1: {}, w2: {}, home: { isDefault: true } });
  await addPeople({ ada: {}, bob: { goneAt: at(-50) } });
});

const named = (prefix: string, more: object) =>
  Object.fromEntries(hostileNames.map((name, index) => [`${prefix}_${index}`, { name, ...more }]));

describe("keys that aren't used", () => {
  test("keys that aren't used are those without traffic since the threshold, or ever", async () => {
    const seeded = await addKeys({
      hit_never: {},
      hit_exactly: { use: { lastUsedOn: dayAt(-90) } },
      hit_long_ago: { use: { lastUsedOn: dayAt(-399), cents30d: "0" } },
      hit_organization: { scope: "organization", workspaceId: null },
      hit_unknown_scope: { scope: "unknown", workspaceId: null },
      miss_a_day_less: { use: { lastUsedOn: dayAt(-89) } },
      miss_today: { use: { lastUsedOn: dayAt(0) } },
      miss_tomorrow: { use: { lastUsedOn: dayAt(1) } },
      miss_new: { createdAt: at(-89) },
      miss_no_day: { createdAt: null },
      miss_inactive: { status: "inactive" },
      miss_archived: { status: "archived" },
      miss_expired: { expiresAt: at(-1) },
      miss_odd_status: { status: "frozen" },
      miss_gone: { goneAt: at(-1) },
      ...named("hit_hostile", {}),
    });
    await expectTruth("key_unused", seeded);
    expect(await findHits("key_unused", { thresholds: { days: 399 } })).toHaveLength(seeded.length - 11);
  });

  test("keys that aren't used say since when, and what they cost", async () => {
    await addKeys({ hit: { use: { lastUsedOn: dayAt(-95), cents30d: "12.5" } } });
    expect(await findHits("key_unused")).toMatchObject([
      {
        workspace_id: "w1",
        reach: 2,
        idle_days: 95,
        cents: "12.5",
        evidence: { lastUsedOn: dayAt(-95), days: 95 },
      },
    ]);
  });
});

test("a key is said to be unused only since the first day that is known", async () => {
  const db = await database();
  const read = { report: "usage", fetchedAt: at(0), rowCount: 0 };
  await db.insert(reportDays).values([dayAt(-59), dayAt(-1)].map((day) => ({ ...read, day })));
  await addKeys({ hit_before: {}, hit_since: { createdAt: at(-50) } });
  expect(await findHits("key_unused", { thresholds: { days: 30 } })).toMatchObject([
    { subject_id: "hit_before", evidence: { lastUsedOn: null, knownOn: dayAt(-59) } },
    { subject_id: "hit_since", evidence: { lastUsedOn: null, knownOn: null } },
  ]);
});

describe("keys whose creator left", () => {
  test("keys whose creator left are found while they still spend", async () => {
    const use = { lastUsedOn: dayAt(-1), tokens30d: 5, cents30d: "100" };
    const seeded = await addKeys({
      hit_left: { createdById: "bob", use },
      hit_never_listed: { createdById: "erased", use },
      hit_tokens_without_cost: { createdById: "bob", use: { tokens30d: 1 } },
      hit_cost_without_tokens: { createdById: "bob", use: { cents30d: "0.001" } },
      miss_still_here: { use },
      miss_without_use: { createdById: "bob" },
      miss_zero: { createdById: "bob", use: { lastUsedOn: dayAt(-40), tokens30d: 0, cents30d: "0" } },
      miss_service_account: { createdById: "svac_1", createdByType: "service_account", use },
      miss_nobody: { createdById: null, createdByType: null, use },
      miss_inactive: { createdById: "bob", status: "inactive", use },
      miss_expired: { createdById: "bob", expiresAt: at(-1), use },
      miss_gone: { createdById: "bob", goneAt: at(-1), use },
      ...named("hit_hostile", { createdById: "bob", use }),
    });
    await expectTruth("key_maker_gone", seeded);
    expect((await findHits("key_maker_gone"))[0]?.evidence).toMatchObject({ maker: "bob" });
  });
});

describe("keys that never expire", () => {
  test("keys that never expire are those that are older than the threshold", async () => {
    const seeded = await addKeys({
      hit_old: {},
      hit_exactly: { createdAt: at(-365) },
      hit_in_use: { use: { lastUsedOn: dayAt(0) } },
      miss_expires: { expiresAt: at(9_000) },
      miss_young: { createdAt: at(-364) },
      miss_no_day: { createdAt: null },
      miss_inactive: { status: "inactive" },
      miss_gone: { goneAt: at(-1) },
      ...named("hit_hostile", {}),
    });
    await expectTruth("key_never_expires", seeded);
  });
});

describe("keys that expire soon", () => {
  test("keys that expire soon are found if they are in use", async () => {
    const use = { lastUsedOn: dayAt(-1) };
    const seeded = await addKeys({
      hit_tomorrow: { expiresAt: at(1), use },
      hit_in_29_days: { expiresAt: at(29), use },
      hit_used_a_week_ago: { expiresAt: at(1), use: { lastUsedOn: dayAt(-7) } },
      miss_in_31_days: { expiresAt: at(31), use },
      miss_over: { expiresAt: at(-0.01), use },
      miss_never: { use },
      miss_idle: { expiresAt: at(1), use: { lastUsedOn: dayAt(-8) } },
      miss_unused: { expiresAt: at(1) },
      miss_inactive: { expiresAt: at(1), status: "inactive", use },
      miss_gone: { expiresAt: at(1), goneAt: at(0), use },
      ...named("hit_hostile", { expiresAt: at(5), use }),
    });
    await expectTruth("key_expiring", seeded);
  });
});

describe("keys with the same name", () => {
  test("keys with the same name are those in one place, whatever the case and the spaces around", async () => {
    const seeded = await addKeys({
      hit_first: { name: "Production" },
      hit_second: { name: "  pRODUCTION " },
      hit_inactive: { name: "Production", status: "inactive" },
      hit_unicode_1: { name: "ÉTÉ" },
      hit_unicode_2: { name: "été" },
      hit_organization_1: { name: "All", scope: "organization", workspaceId: null },
      hit_organization_2: { name: "all", scope: "organization", workspaceId: null },
      hit_nameless_1: { name: "" },
      hit_nameless_2: { name: " " },
      miss_elsewhere: { name: "Production", workspaceId: "w2" },
      miss_archived: { name: "Production", status: "archived" },
      miss_expired: { name: "Production", expiresAt: at(-1) },
      miss_gone: { name: "Production", goneAt: at(-1) },
      miss_alone: { name: "Production 2" },
      miss_pattern: { name: "%roduction" },
      miss_unknown_scope: { name: "All", scope: "unknown", workspaceId: null },
    });
    await expectTruth("key_same_name", seeded);
    const [first] = await findHits("key_same_name");
    expect(first?.evidence).toMatchObject({ others: 2 });
  });
});

describe("keys of the whole organization", () => {
  test("keys of the whole organization are found while they are used", async () => {
    const whole = { scope: "organization", workspaceId: null };
    const seeded = await addKeys({
      hit_today: { ...whole, use: { lastUsedOn: dayAt(0) } },
      hit_29_days_ago: { ...whole, use: { lastUsedOn: dayAt(-29) } },
      miss_30_days_ago: { ...whole, use: { lastUsedOn: dayAt(-30) } },
      miss_unused: whole,
      miss_of_a_workspace: { use: { lastUsedOn: dayAt(0) } },
      miss_unknown: { scope: "unknown", workspaceId: null, use: { lastUsedOn: dayAt(0) } },
      miss_inactive: { ...whole, status: "inactive", use: { lastUsedOn: dayAt(0) } },
      ...named("hit_hostile", { ...whole, use: { lastUsedOn: dayAt(-1) } }),
    });
    await expectTruth("key_organization_wide", seeded);
  });
});

describe("keys that spend from a new place", () => {
  type Use = { day: number; tokens: number; model?: string | null; workspaceId?: string | null };

  async function use(apiKeyId: string, ...uses: Use[]): Promise<void> {
    const db = await database();
    for (const { day, tokens, model = "opus", workspaceId = "w1" } of uses) {
      await db
        .insert(usageRows)
        .values({ day: dayAt(day), apiKeyId, model, workspaceId, outputTokens: tokens });
      await db
        .insert(usageKeyRollups)
        .values({ apiKeyId, day: dayAt(day), tokens })
        .onConflictDoNothing();
    }
  }
  const million = 1_000_000;
  const usual = { day: -20, tokens: 100 };

  test("keys that spend from a new place use a model or a workspace that they didn't use in the eight weeks before, or ten times as much", async () => {
    const whole = { scope: "organization", workspaceId: null };
    const seeded = await addKeys({
      hit_model: {},
      hit_model_of_long_ago: {},
      hit_workspace: whole,
      hit_default_workspace: whole,
      hit_rise: {},
      miss_same: {},
      miss_first_use: {},
      miss_model_before: {},
      miss_old_model_only: {},
      miss_no_model: {},
      miss_small_rise: {},
      miss_nearly_tenfold: {},
      miss_inactive: { status: "inactive" },
      miss_same_default: whole,
    });
    await use("hit_model", usual, { day: -1, tokens: 1, model: "haiku" });
    await use(
      "hit_model_of_long_ago",
      usual,
      { day: -64, tokens: 1, model: "haiku" },
      { day: -6, tokens: 1, model: "haiku" },
    );
    await use("hit_workspace", usual, { day: 0, tokens: 1, workspaceId: "w2" });
    await use("hit_default_workspace", usual, { day: 0, tokens: 1, workspaceId: null });
    await use("hit_rise", { day: -7, tokens: 0.8 * million }, { day: -2, tokens: million });
    await use("miss_same", usual, { day: -1, tokens: 100 });
    await use("miss_first_use", { day: -1, tokens: 9 * million });
    await use(
      "miss_model_before",
      usual,
      { day: -62, tokens: 1, model: "haiku" },
      { day: -1, tokens: 1, model: "haiku" },
    );
    await use("miss_old_model_only", usual, { day: -7, tokens: 1, model: "haiku" });
    await use("miss_no_model", usual, { day: -1, tokens: 1, model: null });
    await use("miss_small_rise", { day: -7, tokens: 8 }, { day: -2, tokens: million - 1 });
    await use("miss_nearly_tenfold", { day: -7, tokens: 0.8 * million + 8 }, { day: -2, tokens: million });
    await use("miss_inactive", usual, { day: -1, tokens: 1, model: "haiku" });
    await use(
      "miss_same_default",
      { ...usual, workspaceId: null },
      { day: -1, tokens: 1, workspaceId: "home" },
    );
    await expectTruth("key_new_place", seeded);
  });

  test("a key of one workspace never names another one", async () => {
    await addKeys({ hit: { name: "'; --" } });
    await use("hit", usual, { day: -1, tokens: 1, model: "'; --", workspaceId: "w2" });
    expect((await findHits("key_new_place"))[0]?.evidence).toMatchObject({ models: ["'; --"], places: [] });
  });
});
