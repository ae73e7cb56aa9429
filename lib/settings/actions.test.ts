import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { addMember } from "@/lib/auth/test-directory";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { approveBulk } from "@/lib/bulk/actions";
import { BulkRunner } from "@/lib/bulk/runner";
import { database } from "@/lib/db/client";
import { members } from "@/lib/db/directory-tables";
import { bulkRuns, settings } from "@/lib/db/own-tables";
import { resetDatabase } from "@/lib/db/test-database";
import { withBrokenTable } from "@/lib/db/test-failure";
import { describeAction } from "@/lib/entry/test-action";
import { changeSettings, requestRuleOff } from "./actions";
import { settingOperations } from "./bulk";
import { listSettings } from "./read-model";
import { defaults, type SettingChanges } from "./schema";
import { getSetting, getSettings } from "./store";
import { builtInSuccessors } from "./successors";

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("cy", "admin");
  await addMember("bob", "billing");
});

const change = (changes: SettingChanges, as = "ada@northwind.example") =>
  inRequest({ as }, () => changeSettings(changes));

test("a setting that is missing or invalid has its default", async () => {
  expect(await getSettings()).toEqual(defaults);
  const db = await database();
  await db
    .insert(settings)
    .values({ name: "idle_minutes", value: "ages", changedBy: "x", changedAt: new Date() });
  expect(await getSetting("idle_minutes")).toBe(defaults.idle_minutes);
});

const noApi = { absent: "Settings are Castellan's own; the API has none." };

describeAction("changeSettings", {
  run: (as) => change({ two_person_rule: true, idle_minutes: 30 }, as),
  changed: async () =>
    expect(await getSettings()).toEqual({ ...defaults, two_person_rule: true, idle_minutes: 30 }),
  unchanged: async () => expect(await getSettings()).toEqual(defaults),
  allowed: {
    by: { "an admin": "ada@northwind.example" },
    audit: {
      before: { two_person_rule: false, idle_minutes: defaults.idle_minutes },
      after: { two_person_rule: true, idle_minutes: 30 },
    },
  },
  forbidden: { by: { finance: "bob@northwind.example" } },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("settings", "insert", run) } },
});

describe("changeSettings", () => {
  test.each([
    [{ idle_minutes: 4 }],
    [{ session_hours: 1.5 }],
    [{ two_person_rule: "yes" as never }],
    [{ unknown: true } as never],
    [{}],
  ])("refuses %j, and the refusal is audited", async (changes) => {
    expect((await change(changes)).validationErrors).toMatchObject({ code: "invalid" });
    expect(await getSettings()).toEqual(defaults);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

describe("the table of successors", () => {
  const row = {
    model: "claude-opus-5",
    successor: "claude-opus-5-5",
    inputPrice: "5",
    outputPrice: "25",
    successorInputPrice: "4",
    successorOutputPrice: "20.5",
  };
  const successors = { asOf: "2026-11-28", rows: [row] };
  const shown = async () => (await listSettings(permitFor("auditor", "settings:read"))).successors;

  test("is the built-in one until an admin changes it, and again once they restore it", async () => {
    expect(await shown()).toEqual({ ...builtInSuccessors, isBuiltIn: true });
    await change({ successors });
    expect(await shown()).toEqual({ ...successors, isBuiltIn: false });
    expect(await readAudit()).toMatchObject({
      outcome: "succeeded",
      before: { successors: null },
      after: { successors },
    });
    await change({ successors: null });
    expect(await shown()).toMatchObject({ isBuiltIn: true });
  });

  test.each([{ inputPrice: "-5" }, { outputPrice: "1e3" }, { model: " " }, { successorInputPrice: "4,5" }])(
    "refuses %j",
    async (wrong) => {
      const rows = [{ ...row, ...wrong }];
      expect((await change({ successors: { ...successors, rows } })).validationErrors).toMatchObject({
        code: "invalid",
      });
      expect(await shown()).toMatchObject({ isBuiltIn: true });
      expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
    },
  );
});

describe("the two-person rule's own switch", () => {
  const isOn = () => getSetting("two_person_rule");
  const ask = (as: string) => inRequest({ as }, () => requestRuleOff({}));
  const approve = (runId: string, as: string) => inRequest({ as }, () => approveBulk({ runId }));

  test("is turned on only if someone else could approve", async () => {
    const db = await database();
    await db.update(members).set({ role: "user" }).where(eq(members.id, "cy"));
    const { serverError } = await change({ two_person_rule: true });
    expect(serverError).toMatchObject({ code: "refused", reason: "no_second_admin" });
    expect(await isOn()).toBe(false);
  });

  test("is not turned off by one admin, but is by two", async () => {
    await change({ two_person_rule: true });
    const alone = await change({ two_person_rule: false });
    expect(alone.serverError).toMatchObject({ code: "refused", reason: "second_admin_needed" });
    const { data } = await ask("ada@northwind.example");
    const runner = new BulkRunner(settingOperations);
    await runner.step();
    expect(await isOn()).toBe(true);
    const own = await approve(data?.runId ?? "", "ada@northwind.example");
    expect(own.serverError).toMatchObject({ reason: "own_run" });
    expect((await approve(data?.runId ?? "", "cy@northwind.example")).serverError).toBeUndefined();
    await runner.step();
    expect(await isOn()).toBe(false);
    expect(await readAudit()).toMatchObject({ action: "settings.change", outcome: "succeeded" });
  });

  const countRuns = async () => (await database()).$count(bulkRuns);

  describeAction("requestRuleOff", {
    run: ask,
    changed: async () => expect(await countRuns()).toBe(1),
    unchanged: async () => expect(await countRuns()).toBe(0),
    allowed: {
      by: { "an admin": "ada@northwind.example" },
      audit: { targetLabel: "settings.change", after: { needsApproval: true } },
    },
    forbidden: { by: { finance: "bob@northwind.example" } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
  });
});
