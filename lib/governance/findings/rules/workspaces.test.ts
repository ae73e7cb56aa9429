import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { changes, limitReadings } from "@/lib/core/db/directory-tables";
import { costRollups, usageRollups } from "@/lib/core/db/report-tables";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay } from "@/lib/core/format/calendar";
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
const cost = async (workspaceId: string | null, day: number, cents: string, more: object = {}) =>
  (await database())
    .insert(costRollups)
    .values({ axes: "workspace", grain: "day", startsOn: dayAt(day), workspaceId, cents, ...more });

describe("workspaces without a lead", () => {
  test("workspaces without a lead have no admin of their own", async () => {
    const seeded = await addPlaces({
      hit_empty: {},
      hit_users: {},
      hit_admin_of_all: {},
      hit_lead_left: {},
      hit_lead_removed: {},
      hit_no_day: { createdAt: null },
      ...named("hit_hostile"),
      miss_led: {},
      miss_raised_billing: {},
      miss_new: { createdAt: at(-6) },
      miss_default: { isDefault: true },
      miss_archived: { archivedAt: at(-1) },
      miss_gone: { goneAt: at(-1) },
    });
    await addPeople({ lea: {}, left: { goneAt: at(-1) }, root: { role: "admin" }, fin: { role: "billing" } });
    const role = "workspace_admin";
    await addAccess({
      "hit_users/lea": { role: "workspace_developer" },
      "hit_admin_of_all/root": { role },
      "hit_lead_left/left": { role },
      "hit_lead_removed/lea": { role, goneAt: at(-1) },
      "miss_led/lea": { role },
      "miss_raised_billing/fin": { role },
    });
    await addKeys({
      k: { workspaceId: "hit_users" },
      dead: { workspaceId: "hit_users", status: "archived" },
    });
    await expectTruth("workspace_no_lead", seeded);
    const hits = new Map((await findHits("workspace_no_lead")).map((hit) => [hit.subject_id, hit]));
    const found = hits.get("hit_users");
    expect(found).toMatchObject({ workspace_id: "hit_users", evidence: { people: 1, keys: 1 } });
  });

  test("workspaces without a lead have none since the last one left or got another role, and otherwise since they were created", async () => {
    await addPlaces({ never: { createdAt: at(-400) }, left: {}, removed: {}, demoted: {} });
    await addPeople({ lea: {}, ada: {}, gone: { goneAt: at(-2) } });
    const role = "workspace_admin";
    await addAccess({
      "left/gone": { role },
      "removed/lea": { role, goneAt: at(-3) },
      "removed/ada": { role, goneAt: at(-9) },
      "demoted/lea": { role: "workspace_developer" },
    });
    await (await database()).insert(directoryVersions).values({
      noun: "workspace_member",
      key: "demoted lea",
      fromDay: dayAt(-9),
      untilDay: dayAt(-5),
      state: { workspace_id: "demoted", user_id: "lea", role },
    });
    const since = (await findHits("workspace_no_lead")).map((hit) => [
      hit.subject_id,
      toDay(new Date(hit.since)),
    ]);
    expect(Object.fromEntries(since)).toEqual({
      never: dayAt(-400),
      left: dayAt(-2),
      removed: dayAt(-3),
      demoted: dayAt(-5),
    });
  });
});

describe("workspaces without use", () => {
  const use = async (workspaceId: string | null, day: number, outputTokens = 1, grain = "day") =>
    (await database())
      .insert(usageRollups)
      .values({ axes: "workspace", grain, startsOn: dayAt(day), workspaceId, outputTokens });

  test("had no tokens since the threshold, whether they have keys or not", async () => {
    const seeded = await addPlaces({
      hit_never: {},
      hit_exactly: {},
      hit_with_key: {},
      hit_zero_tokens: {},
      hit_week_only: {},
      ...named("hit_hostile"),
      miss_a_day_less: {},
      miss_playground: {},
      miss_new: { createdAt: at(-89) },
      miss_default: { isDefault: true },
      miss_archived: { archivedAt: at(-1) },
      miss_gone: { goneAt: at(-1) },
    });
    await addKeys({ k: { workspaceId: "hit_with_key" } });
    await use("hit_exactly", -90);
    await use("hit_exactly", -200);
    await use("hit_zero_tokens", -1, 0);
    await use("hit_week_only", -1, 1, "week");
    await use("miss_a_day_less", -89);
    await use("miss_playground", 0);
    await use(null, -1);
    await use("unknown", -1);
    await expectTruth("workspace_idle", seeded);
  });
});

describe("untagged workspaces", () => {
  test("untagged workspaces are found if they cost at least as much as the threshold", async () => {
    const seeded = await addPlaces({
      hit: {},
      hit_default: { isDefault: true },
      hit_exactly: {},
      miss_tagged: { tags: { team: "x" } },
      miss_a_fraction_less: {},
      miss_long_ago: {},
      miss_today_only: {},
      miss_other_currency: {},
      miss_without_cost: {},
      miss_archived: { archivedAt: at(-1) },
      ...named("hit_hostile"),
    });
    for (const id of seeded.filter((one) => one.startsWith("hit_hostile"))) await cost(id, -1, "5000");
    await cost("hit", -1, "600");
    await cost("hit", -30, "600");
    await cost(null, -1, "1000");
    await cost("hit_exactly", -1, "1000");
    await cost("miss_tagged", -1, "9999");
    await cost("miss_a_fraction_less", -1, "999.9999999");
    await cost("miss_long_ago", -31, "9999");
    await cost("miss_today_only", 0, "9999");
    await cost("miss_other_currency", -1, "9999", { currency: "EUR" });
    await cost("miss_archived", -1, "9999");
    await expectTruth("workspace_untagged", seeded);
    const [first] = await findHits("workspace_untagged");
    expect(first).toMatchObject({ subject_id: "hit", cents: "1200" });
  });
});

describe("limits above the organization's", () => {
  test("limits above the organization's are those of a workspace that the API accepts and doesn't enforce", async () => {
    const seeded = await addPlaces({
      hit_rate: {},
      hit_spend: {},
      miss_equal: {},
      miss_below: {},
      miss_inherited: {},
      miss_unknown: {},
      miss_refused: {},
      miss_spend_off: {},
      miss_spend_other_currency: {},
      miss_spend_weekly: {},
      miss_odd: {},
      miss_odder: {},
      miss_archived: { archivedAt: at(-1) },
    });
    const db = await database();
    const rate = (id: string, own: unknown, organization: unknown, refusal: string | null = null) =>
      db.insert(limitReadings).values({
        subject: `rate:${id}`,
        entries: [{ id: "g", limits: [{ type: "input_tokens_per_minute", own, organization }] }],
        refusal,
        seenAt: at(-1),
      });
    await rate("hit_rate", 200, 100);
    await rate("miss_equal", 100, 100);
    await rate("miss_below", 99, 100);
    await rate("miss_inherited", null, 100);
    await rate("miss_unknown", 200, null);
    await rate("miss_refused", 200, 100, "refused");
    await rate("miss_odd", "9'; --", "1");
    await rate("miss_archived", 200, 100);
    const odder = [{ limits: { a: 1 } }, { limits: null }, 7, "x", null];
    await db
      .insert(limitReadings)
      .values({ subject: "rate:miss_odder", entries: odder, refusal: null, seenAt: at(-1) });
    const limit = (workspaceId: string | null, cents: string | null, more: object = {}) => ({
      scope: workspaceId ? "workspace" : "organization",
      workspaceId,
      cents,
      currency: "USD",
      period: "monthly",
      isEnabled: true,
      ...more,
    });
    const entries = [
      limit(null, "10000"),
      limit("hit_spend", "10000.5"),
      limit("miss_equal", "10000"),
      limit("miss_below", "99"),
      limit("miss_inherited", null),
      limit("miss_spend_off", "20000", { isEnabled: false }),
      limit("miss_spend_other_currency", "20000", { currency: "EUR" }),
      limit("miss_spend_weekly", "20000", { period: "weekly" }),
      limit("miss_odd", "1e9'"),
    ];
    await db.insert(limitReadings).values({ subject: "spend", entries, refusal: null, seenAt: at(-1) });
    await expectTruth("limit_above_organization", seeded);
    const [first] = await findHits("limit_above_organization");
    expect(first?.evidence).toEqual({ limits: ["input_tokens_per_minute"] });
  });
});

describe("what protects data", () => {
  const change = async (targetId: string, field: string, days: number, more: object = {}) =>
    (await database()).insert(changes).values({
      seenAt: at(days),
      noun: "workspace",
      targetId,
      kind: "changed",
      before: { [field]: "a" },
      after: { [field]: "b" },
      ...more,
    });

  test.each([
    ["retention_changed", "inferenceDataRetention", "externalKeyId"],
    ["customer_key_changed", "externalKeyId", "inferenceDataRetention"],
  ] as const)("is found as %s if it was changed elsewhere lately", async (rule, field, other) => {
    const seeded = await addPlaces({
      hit: {},
      hit_archived: { archivedAt: at(-1) },
      hit_removed: {},
      hit_first_value: {},
      ...named("hit_hostile"),
      miss_long_ago: {},
      miss_other_field: {},
      miss_same: {},
      miss_not_known_before: {},
      miss_added: {},
      miss_other_noun: {},
      miss_gone: { goneAt: at(-1) },
    });
    for (const id of seeded.filter((one) => one.startsWith("hit_hostile"))) await change(id, field, -3);
    await change("hit", field, -13);
    await change("hit", field, -1, { before: { [field]: "b" }, after: { [field]: "'; --" } });
    await change("hit_archived", field, -1);
    await change("hit_removed", field, -1, { after: { [field]: null } });
    await change("hit_first_value", field, -1, { before: { [field]: null } });
    await change("miss_long_ago", field, -15);
    await change("miss_other_field", other, -1);
    await change("miss_same", field, -1, { after: { [field]: "a" } });
    await change("miss_not_known_before", field, -1, { before: { name: "x" } });
    await change("miss_added", field, -1, { kind: "added", before: null });
    await change("miss_other_noun", field, -1, { noun: "api_key" });
    await change("miss_gone", field, -1);
    await expectTruth(rule, seeded);
    expect((await findHits(rule))[0]).toMatchObject({
      workspace_id: "hit",
      evidence: { before: "b", after: "'; --" },
    });
  });
});
