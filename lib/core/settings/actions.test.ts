import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { currentActor } from "@/lib/core/auth/session";
import { confirmSession } from "@/lib/core/auth/session-store";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { approveBulk } from "@/lib/core/bulk/actions";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { bulkRows, bulkRuns, settings } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { changeSettings, requestSettings } from "./actions";
import { settingOperations } from "./bulk";
import { listSettings } from "./read-model";
import { defaults, type SettingChanges } from "./schema";
import { getSetting, getSettings, putSettings } from "./store";
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
  test("a change that was decided on another value is refused, so that nothing is loosened beside it", async () => {
    const tighter = { two_person_rule: true, mask_names: true, idle_minutes: 30 };
    const same = { two_person_rule: false, mask_names: false, idle_minutes: defaults.idle_minutes };
    for (let round = 0; round < 5; round++) {
      const [tightened] = await Promise.all([
        change(tighter, "cy@northwind.example"),
        change(same),
        change(same),
      ]);
      expect(await getSettings()).toMatchObject(tightened.serverError ? same : tighter);
      const db = await database();
      await db.delete(settings);
    }
  });

  test.each([
    [{ idle_minutes: 4 }],
    [{ session_hours: 1.5 }],
    [{ two_person_rule: "yes" as never }],
    [{ unknown: true } as never],
    [{}],
  ])("changeSettings refuses %j, and the refusal is audited", async (changes) => {
    expect((await change(changes)).validationErrors).toMatchObject({ code: "invalid" });
    expect(await getSettings()).toEqual(defaults);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

describe("a stronger confirmation than any sign-in", () => {
  const ada = "ada@northwind.example";
  const resistant = { kind: "phishing_resistant" as const, acr: null };
  const gold = { kind: "acr" as const, acr: "gold" };
  const withPasskey = async () => {
    const as = await startTestSession(ada, { method: "oidc" });
    const { id = "" } = (await inRequest({ as }, currentActor))?.session ?? {};
    await (await database()).transaction((tx) => confirmSession(tx, id, randomUUID()));
    return as;
  };
  const ofProvider = (more: { acr?: string; amr?: string[] }) =>
    startTestSession(ada, { method: "oidc", ...more });
  const provider = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" };
  beforeEach(() => {
    Object.assign(env, provider);
  });
  afterEach(() => {
    for (const name of Object.keys(provider)) Object.assign(env, { [name]: undefined });
  });

  const ways = { changeSettings, requestSettings };
  test.each(["changeSettings", "requestSettings"] as const)(
    "is refused by %s to an admin whose own session doesn't meet it",
    async (way) => {
      for (const step_up_proof of [resistant, gold]) {
        const as = await ofProvider({ acr: "silver", amr: ["pwd", "otp"] });
        const { serverError } = await inRequest({ as }, async () => ways[way]({ step_up_proof }));
        expect(serverError).toMatchObject({ code: "step_up_required", reason: "proof_not_met" });
        expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "step_up_required" });
      }
      expect(await getSettings()).toEqual(defaults);
      expect(await (await database()).select().from(bulkRuns)).toEqual([]);
    },
  );

  test.each([
    ["a passkey", withPasskey, gold],
    ["the acr that it names", () => ofProvider({ acr: "gold" }), gold],
    ["a method that can't be phished", () => ofProvider({ amr: ["hwk"] }), resistant],
  ])(
    "a stronger confirmation than any sign-in is saved by an admin who confirmed with %s",
    async (_, signIn, step_up_proof) => {
      const { serverError } = await inRequest({ as: await signIn() }, () =>
        changeSettings({ step_up_proof }),
      );
      expect(serverError).toBeUndefined();
      expect(await getSetting("step_up_proof")).toEqual(step_up_proof);
    },
  );

  test("a stronger confirmation than any sign-in stays as it is when something else is saved with it", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, ada, { step_up_proof: gold }));
    const as = await ofProvider({ acr: "gold" });
    const save = (changes: SettingChanges) => inRequest({ as }, () => changeSettings(changes));
    expect((await save({ step_up_proof: gold, idle_minutes: 30 })).serverError).toBeUndefined();
    expect((await save({ step_up_proof: resistant })).serverError).toMatchObject({ reason: "proof_not_met" });
    expect((await save({ step_up_proof: defaults.step_up_proof })).serverError).toBeUndefined();
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

  test("the table of successors is the built-in one until an admin changes it, and again once they restore it", async () => {
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

describe("the two-person rule", () => {
  const ask = (changes: SettingChanges, as = "ada@northwind.example") =>
    inRequest({ as }, () => requestSettings(changes));
  const approve = (runId: string, as: string) => inRequest({ as }, () => approveBulk({ runId }));
  const masked = {
    mask_names: true,
    finding_rules: { key_unused: { isOn: true, thresholds: { days: 60 } } },
  };
  const rule = (days: number, isOn = true) => ({ isOn, thresholds: { days } });

  test("the two-person rule lets nobody loosen what became stricter since it was asked for", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, "ada", { two_person_rule: true, idle_minutes: 30 }));
    const { data } = await ask({ idle_minutes: 25 });
    await db.transaction((tx) => putSettings(tx, "ada", { idle_minutes: 5 }));
    await approve(data?.runId ?? "", "cy@northwind.example");
    await new BulkRunner(settingOperations).step();
    expect(await getSetting("idle_minutes")).toBe(5);
    expect(await readAudit()).toMatchObject({ action: "settings.change", outcome: "failed" });
  });

  test("the two-person rule is turned on only if someone else could approve", async () => {
    const db = await database();
    await db.update(members).set({ role: "user" }).where(eq(members.id, "cy"));
    const { serverError } = await change({ two_person_rule: true });
    expect(serverError).toMatchObject({ code: "refused", reason: "no_second_admin" });
    expect(await getSetting("two_person_rule")).toBe(false);
  });

  test.each<[string, SettingChanges]>([
    ["is turned off", { two_person_rule: false }],
    ["shows names", { mask_names: false }],
    ["lets sessions idle for longer", { idle_minutes: 61 }],
    ["lets sessions last longer", { session_hours: 168 }],
    ["asks less often who it is", { step_up_minutes: 480 }],
    ["trusts an older directory", { directory_hours: 25 }],
    ["lets approvals last longer", { approval_hours: 25 }],
    ["turns a finding rule off", { finding_rules: { ...masked.finding_rules, key_unused: rule(60, false) } }],
    ["finds keys unused later", { finding_rules: { key_unused: rule(61) } }],
    ["forgets a lower threshold", { finding_rules: {} }],
    ["warns of expiring keys later", { finding_rules: { ...masked.finding_rules, key_expiring: rule(29) } }],
    ["loosens one thing among stricter ones", { idle_minutes: 5, session_hours: 9 }],
  ])("the two-person rule lets no admin alone save what %s", async (_, changes) => {
    await change({ two_person_rule: true, ...masked });
    const before = await getSettings();
    const { serverError } = await change(changes);
    expect(serverError).toMatchObject({ code: "refused", reason: "second_admin_needed" });
    expect(await getSettings()).toEqual(before);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test.each<[string, SettingChanges]>([
    ["shortens every time", { idle_minutes: 5, session_hours: 1, step_up_minutes: 1, directory_hours: 1 }],
    ["guards nothing", { chargeback: { tagKey: "team", rule: "spread", center: null } }],
    ["finds more", { finding_rules: { key_unused: rule(59), key_expiring: rule(31) } }],
    ["changes nothing", { two_person_rule: true, mask_names: true, session_hours: 8 }],
  ])("the two-person rule lets an admin alone save what %s", async (_, changes) => {
    await change({ two_person_rule: true, ...masked });
    expect((await change(changes)).serverError).toBeUndefined();
    expect(await getSettings()).toMatchObject(changes);
  });

  test("the two-person rule lets two admins loosen, and what was asked for at once waits as a whole", async () => {
    await change({ two_person_rule: true, mask_names: true });
    const wanted = { two_person_rule: false, mask_names: true, session_hours: 168, idle_minutes: 5 };
    const { data } = await ask(wanted);
    const [run] = await (await database()).select().from(bulkRuns);
    expect(run?.params).toEqual({ two_person_rule: false, session_hours: 168, idle_minutes: 5 });
    const runner = new BulkRunner(settingOperations);
    await runner.step();
    expect(await getSettings()).toMatchObject({ two_person_rule: true, session_hours: 8, idle_minutes: 60 });
    const own = await approve(data?.runId ?? "", "ada@northwind.example");
    expect(own.serverError).toMatchObject({ reason: "own_run" });
    expect((await approve(data?.runId ?? "", "cy@northwind.example")).serverError).toBeUndefined();
    await runner.step();
    expect(await getSettings()).toMatchObject(wanted);
    expect(await readAudit()).toMatchObject({
      action: "settings.change",
      outcome: "succeeded",
      before: { session_hours: 8 },
      after: { session_hours: 168 },
    });
  });

  test("the two-person rule says in the run which finding rules find less", async () => {
    await ask({ finding_rules: { key_unused: rule(91), key_expiring: rule(31) } });
    expect(await (await database()).select({ label: bulkRows.label }).from(bulkRows)).toEqual([
      { label: "finding_rules, key_unused" },
    ]);
  });

  const countRuns = async () => (await database()).$count(bulkRuns);

  describeAction("requestSettings", {
    run: (as) => ask({ session_hours: 9 }, as),
    changed: async () => expect(await countRuns()).toBe(1),
    unchanged: async () => expect(await countRuns()).toBe(0),
    allowed: {
      by: { "an admin": "ada@northwind.example" },
      audit: { targetLabel: "settings.change", after: { needsApproval: true, session_hours: 9 } },
    },
    forbidden: { by: { finance: "bob@northwind.example" } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
  });
});
