import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { verifyChain } from "@/lib/audit/verify";
import { addMember } from "@/lib/auth/test-directory";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { approveBulk } from "@/lib/bulk/actions";
import { BulkRunner } from "@/lib/bulk/runner";
import { auditLog } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { members } from "@/lib/db/directory-tables";
import { bulkRuns, settings } from "@/lib/db/own-tables";
import { resetDatabase } from "@/lib/db/test-database";
import { withBrokenTable } from "@/lib/db/test-failure";
import { describeAction } from "@/lib/entry/test-action";
import { env } from "@/lib/env";
import { changeSettings, requestRuleOff } from "./actions";
import { settingOperations } from "./bulk";
import { sealLegacyWebhook } from "./legacy-webhook-store";
import { listSettings } from "./read-model";
import { defaults, type SettingChanges } from "./schema";
import { getSetting, getSettings } from "./store";
import { readWebhook } from "./webhook";

const secretUrl = "https://hooks.example/services/canary";
const secret = "canary-signing-secret";
const webhook = { secretUrl, secret };

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("cy", "admin");
  await addMember("bob", "billing");
});

afterEach(() => {
  env.WEBHOOK_ALLOW_PRIVATE = false;
  env.ENVELOPE_KEY = undefined;
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
    [{ webhook: { ...webhook, secret: "short" } }],
    [{ webhook: { ...webhook, secretUrl: "file:///etc/passwd" } }],
    [{ webhook: {} }],
    [{ unknown: true } as never],
    [{}],
  ])("refuses %j, and the refusal is audited", async (changes) => {
    expect((await change(changes)).validationErrors).toMatchObject({ code: "invalid" });
    expect(await getSettings()).toEqual(defaults);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

describe("the webhook", () => {
  const kept = async () => {
    const found = await readWebhook();
    return found.state === "set" ? found.webhook : found.state;
  };
  const shown = async () => (await listSettings(permitFor("auditor", "settings:read"))).webhook;

  test("is encrypted in the database, and everyone sees only the origin of its address", async () => {
    await change({ webhook });
    expect(await kept()).toEqual({ url: secretUrl, secret });
    expect(await shown()).toEqual({ state: "set", origin: "https://hooks.example" });
    await change({ webhook: { secretUrl: `${secretUrl}-2` } });
    await change({ webhook: null });
    await change({ webhook: { secretUrl } });
    const db = await database();
    const stored = [await db.select().from(settings), await db.select().from(auditLog)];
    const seen = [await listSettings(permitFor("admin", "settings:read")), stored];
    for (const word of ["canary", secret]) expect(JSON.stringify(seen)).not.toContain(word);
    expect((await verifyChain()).break).toBeNull();
  });

  test("changes each part by itself, and the log holds which one", async () => {
    await change({ webhook });
    await change({ webhook: { secretUrl: `${secretUrl}-2` } });
    expect(await kept()).toEqual({ url: `${secretUrl}-2`, secret });
    expect(await readAudit()).toMatchObject({
      outcome: "succeeded",
      before: { webhook: { origin: "https://hooks.example", replaced: null } },
      after: { webhook: { origin: "https://hooks.example", replaced: "address" } },
    });
    await change({ webhook: { secret: `${secret}-2` } });
    expect(await kept()).toEqual({ url: `${secretUrl}-2`, secret: `${secret}-2` });
    await change({ webhook: null });
    expect(await kept()).toBe("none");
    expect(await readAudit()).toMatchObject({ after: { webhook: null } });
  });

  test.each([
    "https://evil.example/x",
    "https://hooks.example:8443/x",
    "https://hooks.example.evil.example/",
  ])("never sends the secret of one host to %s", async (elsewhere) => {
    await change({ webhook });
    for (const given of [{ secretUrl: elsewhere }, { secretUrl: elsewhere, secret }])
      expect((await change({ webhook: given })).serverError).toMatchObject({
        code: "refused",
        reason: "webhook_needs_secret",
      });
    expect(await kept()).toEqual({ url: secretUrl, secret });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
    await change({ webhook: { secretUrl: elsewhere, secret: `${secret}-2` } });
    expect(await kept()).toEqual({ url: elsewhere, secret: `${secret}-2` });
  });

  test.each([{ secretUrl }, { secret }])(
    "needs an address and a secret the first time, not %j alone",
    async (given) => {
      expect((await change({ webhook: given })).serverError).toMatchObject({
        reason: "webhook_needs_secret",
      });
      expect(await kept()).toBe("none");
    },
  );

  test.each([
    ["https://ada:canary@hooks.example/x", "webhook_with_user"],
    ["https://canary@hooks.example/x", "webhook_with_user"],
    ["http://hooks.example/x", "webhook_plain"],
    ["https://127.0.0.1/x", "webhook_private"],
    ["https://2130706433/x", "webhook_private"],
    ["https://[::ffff:10.0.0.1]/x", "webhook_private"],
    ["https://169.254.169.254/x", "webhook_private"],
    ["https://localhost./x", "webhook_private"],
    ["https://a.localhost/x", "webhook_private"],
  ])("refuses the address %s", async (address, reason) => {
    const { serverError } = await change({ webhook: { secretUrl: address, secret } });
    expect(serverError).toMatchObject({ code: "refused", reason });
    expect(await kept()).toBe("none");
  });

  test("may have a private address only if the environment allows it", async () => {
    env.WEBHOOK_ALLOW_PRIVATE = true;
    const given = { secretUrl: "http://127.0.0.1:8080/x", secret };
    expect((await change({ webhook: given })).serverError).toBeUndefined();
    expect(await kept()).toEqual({ url: given.secretUrl, secret });
    expect(
      (await change({ webhook: { ...given, allowPrivate: true } as never })).validationErrors,
    ).toBeDefined();
  });

  test("counts as not set once the key has changed, and can be set again", async () => {
    env.ENVELOPE_KEY = "k".repeat(32);
    await change({ webhook });
    env.ENVELOPE_KEY = "l".repeat(32);
    expect(await kept()).toBe("unreadable");
    expect(await shown()).toEqual({ state: "unreadable" });
    expect((await change({ webhook: { secretUrl } })).serverError).toMatchObject({
      reason: "webhook_needs_secret",
    });
    await change({ webhook });
    expect(await kept()).toEqual({ url: secretUrl, secret });
  });

  test("is encrypted once, at boot, if an earlier version stored it as plain text", async () => {
    const db = await database();
    const old = { url: secretUrl, secret, allowPrivate: true };
    await db
      .insert(settings)
      .values({ name: "webhook", value: old, changedBy: "ada", changedAt: new Date(0) });
    await Promise.all([sealLegacyWebhook(), sealLegacyWebhook()]);
    expect(await kept()).toEqual({ url: secretUrl, secret });
    const [row] = await db.select().from(settings);
    expect(row).toMatchObject({ changedBy: "ada", changedAt: new Date(0) });
    expect(JSON.stringify(row)).not.toContain("canary");
  });
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
