import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { verifyChain } from "@/lib/core/audit/verify";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { restartWith } from "@/lib/core/auth/test-rotation";
import { approveBulk } from "@/lib/core/bulk/actions";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { auditLog } from "@/lib/core/db/access-tables";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { deliveries, webhooks } from "@/lib/core/db/delivery-tables";
import { bulkRows, bulkRuns, settings } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { putSettings } from "@/lib/core/settings/store";
import { addWebhook, changeWebhook, removeWebhook, requestWebhook, testMail, testWebhook } from "./actions";
import { adoptWebhook } from "./adopt-webhook-store";
import { webhookOperations } from "./bulk";
import { listChannels } from "./read-model";
import type { RequestWebhook } from "./schema";
import { openWebhook, sealWebhook } from "./webhook";

const admin = "ada@northwind.example";
const finance = "bob@northwind.example";
const webhookId = "00000000-0000-4000-8000-000000000001";
const otherId = "00000000-0000-4000-8000-000000000002";
const secretUrl = "https://hooks.example/services/canary";
const secret = "canary-signing-secret";
const alarms = { getsAlarms: true, locale: "en" as const };
const given = { webhookId, name: "#finance", secretUrl, secret, ...alarms };

beforeEach(async () => {
  env.SMTP_URL = "smtp://mail.example:25";
  env.MAIL_FROM = "castellan@northwind.example";
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
});
afterEach(() => {
  env.WEBHOOK_ALLOW_PRIVATE = false;
  env.SMTP_URL = undefined;
  env.MAIL_FROM = undefined;
  restartWith(undefined);
});

const add = (more: object = {}, as = admin) => inRequest({ as }, () => addWebhook({ ...given, ...more }));
const change = (more: object = {}, as = admin) =>
  inRequest({ as }, () => changeWebhook({ webhookId, name: "#finance", ...alarms, ...more }));
const shown = async () => (await listChannels(permitFor("finance", "schedules:read"))).webhooks;
const kept = async () => {
  const [row] = await (await database()).select().from(webhooks);
  return row ? openWebhook(row.sealed) : "none";
};
const noApi = { absent: "Webhooks are Castellan's own; the API has none." };
const forbidden = { by: { finance } };

describeAction("addWebhook", {
  run: (as) => add({}, as),
  changed: async () => {
    expect(await kept()).toEqual({ url: secretUrl, secret });
    expect(await shown()).toMatchObject([
      { name: "#finance", origin: "https://hooks.example", isSigned: true, last: null },
    ]);
  },
  unchanged: async () => expect(await kept()).toBe("none"),
  allowed: {
    by: { admin },
    audit: {
      targetLabel: "#finance",
      after: { origin: "https://hooks.example", getsAlarms: true, locale: "en" },
    },
  },
  forbidden,
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("webhooks", "insert", run) } },
});

describe("addWebhook", () => {
  test("addWebhook needs no secret, but a name of its own", async () => {
    await add({ secret: null });
    expect(await shown()).toMatchObject([{ isSigned: false }]);
    const { serverError } = await add({ webhookId: otherId, name: "#Finance" });
    expect(serverError).toMatchObject({ code: "conflict", reason: "webhook_name_taken" });
  });

  test("a lead learns only what a schedule can name", async () => {
    await add();
    const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "schedules:read");
    expect((await listChannels(lead)).webhooks).toEqual([
      { id: webhookId, name: "#finance", origin: null, isSigned: false, getsAlarms: false, last: null },
    ]);
  });

  test.each([{ secret: "short" }, { secretUrl: "file:///etc/passwd" }, { name: " " }, { more: 1 }])(
    "refuses %j",
    async (wrong) => {
      expect((await add(wrong)).validationErrors).toMatchObject({ code: "invalid" });
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
  ])("addWebhook refuses the address %s", async (address, reason) => {
    expect((await add({ secretUrl: address })).serverError).toMatchObject({ code: "refused", reason });
    expect(await kept()).toBe("none");
  });

  test("addWebhook takes a private address only if the environment allows it", async () => {
    env.WEBHOOK_ALLOW_PRIVATE = true;
    expect((await add({ secretUrl: "http://127.0.0.1:8080/x" })).serverError).toBeUndefined();
    expect(await kept()).toEqual({ url: "http://127.0.0.1:8080/x", secret });
  });
});

describe("a webhook", () => {
  beforeEach(() => add());

  describeAction("changeWebhook", {
    run: (as) => change({ name: "#money", secretUrl: `${secretUrl}-2` }, as),
    changed: async () => {
      expect(await kept()).toEqual({ url: `${secretUrl}-2`, secret });
      expect(await shown()).toMatchObject([{ name: "#money" }]);
    },
    unchanged: async () => expect(await kept()).toEqual({ url: secretUrl, secret }),
    allowed: {
      by: { admin },
      audit: { before: { name: "#finance" }, after: { name: "#money", replaced: "address" } },
    },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("webhooks", "update", run) } },
  });

  describeAction("removeWebhook", {
    run: (as) => inRequest({ as }, () => removeWebhook({ webhookId })),
    changed: async () => expect(await kept()).toBe("none"),
    unchanged: async () => expect(await kept()).not.toBe("none"),
    allowed: { by: { admin }, audit: { before: { name: "#finance" }, after: null } },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("webhooks", "delete", run) } },
  });

  describeAction("testWebhook", {
    run: (as) => inRequest({ as }, () => testWebhook({ webhookId })),
    changed: async ({ data }) => {
      expect(data).toEqual({ state: "failed", errorCode: "beyond_sandbox" });
      expect(await shown()).toMatchObject([{ last: { state: "failed", errorCode: "beyond_sandbox" } }]);
    },
    unchanged: async () => expect(await shown()).toMatchObject([{ last: null }]),
    allowed: { by: { admin }, audit: { after: { errorCode: "beyond_sandbox" } } },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("deliveries", "insert", run) } },
  });

  describeAction("testMail", {
    run: (as) => inRequest({ as }, () => testMail({})),
    changed: async ({ data }) => {
      expect(data).toEqual({ state: "failed", errorCode: "beyond_sandbox" });
      const [row] = await (await database()).select().from(deliveries);
      expect(row).toMatchObject({ channel: "person", recipient: admin, errorCode: "beyond_sandbox" });
    },
    unchanged: async () => expect(await (await database()).$count(deliveries)).toBe(0),
    allowed: { by: { admin }, audit: { targetLabel: admin, after: { errorCode: "beyond_sandbox" } } },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("deliveries", "insert", run) } },
  });

  test("a webhook never leaves the server except for the origin of its address, nor enters the log", async () => {
    await change({ secretUrl: `${secretUrl}-2` });
    const db = await database();
    const seen = [await shown(), await db.select().from(webhooks), await db.select().from(auditLog)];
    for (const word of ["canary", secret]) expect(JSON.stringify(seen)).not.toContain(word);
    expect((await verifyChain()).break).toBeNull();
  });

  test.each([
    "https://evil.example/x",
    "https://hooks.example:8443/x",
    "https://hooks.example.evil.example/",
  ])("a webhook never sends the secret of one host to %s", async (elsewhere) => {
    for (const more of [{ secretUrl: elsewhere }, { secretUrl: elsewhere, secret }])
      expect((await change(more)).serverError).toMatchObject({ reason: "webhook_needs_secret" });
    expect(await kept()).toEqual({ url: secretUrl, secret });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
    await change({ secretUrl: elsewhere, secret: `${secret}-2` });
    expect(await kept()).toEqual({ url: elsewhere, secret: `${secret}-2` });
  });

  test("a webhook is shown as unreadable once the key has changed, and can be set again", async () => {
    restartWith("l".repeat(32));
    expect(await shown()).toMatchObject([{ origin: null }]);
    expect((await change({ secret })).serverError).toMatchObject({ reason: "webhook_needs_secret" });
    await change({ secretUrl, secret });
    expect(await shown()).toMatchObject([{ origin: "https://hooks.example" }]);
  });
});

const countRuns = async () => (await database()).$count(bulkRuns);
const ask = (asked: RequestWebhook, as = admin) => inRequest({ as }, () => requestWebhook(asked));

describeAction("requestWebhook", {
  run: (as) => ask({ isNew: true, webhook: given }, as),
  changed: async () => expect(await countRuns()).toBe(1),
  unchanged: async () => expect(await countRuns()).toBe(0),
  allowed: {
    by: { admin },
    audit: { targetLabel: "webhook.add", after: { origin: "https://hooks.example", needsApproval: true } },
  },
  forbidden,
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
});

describe("the two-person rule", () => {
  const turnOn = async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, admin, { two_person_rule: true }));
  };
  const approved = async (asked: RequestWebhook) => {
    await addMember("cy", "admin");
    const { data } = await ask(asked);
    const runId = data?.runId ?? "";
    await inRequest({ as: "cy@northwind.example" }, () => approveBulk({ runId }));
    await new BulkRunner(webhookOperations).step();
  };

  test("the two-person rule lets no admin alone add a webhook, but two", async () => {
    await turnOn();
    expect((await add()).serverError).toMatchObject({ code: "refused", reason: "second_admin_needed" });
    expect(await kept()).toBe("none");
    await approved({ isNew: true, webhook: given });
    expect(await kept()).toEqual({ url: secretUrl, secret });
    expect(await readAudit()).toMatchObject({ action: "webhook.add", outcome: "succeeded" });
  });

  test("the two-person rule lets no admin alone send a webhook's messages elsewhere, but two", async () => {
    await add();
    await turnOn();
    const elsewhere = { secretUrl: `${secretUrl}-2` };
    expect((await change(elsewhere)).serverError).toMatchObject({ reason: "second_admin_needed" });
    expect(await kept()).toEqual({ url: secretUrl, secret });
    await approved({ isNew: false, webhook: { webhookId, name: "#finance", ...alarms, ...elsewhere } });
    expect(await kept()).toEqual({ url: `${secretUrl}-2`, secret });
  });

  test("the two-person rule lets nobody overwrite a webhook that was changed since the change was asked for", async () => {
    await add();
    await turnOn();
    await addMember("cy", "admin");
    const asked = { webhookId, name: "#finance", ...alarms, secretUrl: `${secretUrl}-2` };
    const { data } = await ask({ isNew: false, webhook: asked });
    expect((await change({ secretUrl, secret: `${secret}-2` })).serverError).toBeUndefined();
    await inRequest({ as: "cy@northwind.example" }, () => approveBulk({ runId: data?.runId ?? "" }));
    await new BulkRunner(webhookOperations).step();
    expect(await kept()).toEqual({ url: secretUrl, secret: `${secret}-2` });
    expect(await readAudit()).toMatchObject({ action: "webhook.change", errorCode: "conflict" });
  });

  test("whoever approves sees which webhook it was, and where its messages went", async () => {
    await add();
    const moved = {
      webhookId,
      name: "Playground",
      ...alarms,
      secretUrl: "https://evil.example/x",
      secret: `${secret}-2`,
    };
    await ask({ isNew: false, webhook: moved });
    const [run] = await (await database()).select().from(bulkRuns);
    expect(run?.params).toEqual({
      name: "#finance → Playground",
      origin: "https://hooks.example → https://evil.example",
    });
  });

  test("the two-person rule lets an admin alone rename a webhook and replace its secret", async () => {
    await add();
    await turnOn();
    const same = { name: "#money", secretUrl, secret: `${secret}-2` };
    expect((await change(same)).serverError).toBeUndefined();
    expect(await kept()).toEqual({ url: secretUrl, secret: `${secret}-2` });
  });

  test("the two-person rule keeps the address and its secret encrypted while they wait, and out of the log", async () => {
    await turnOn();
    await approved({ isNew: true, webhook: given });
    const db = await database();
    const seen = [
      await db.select().from(bulkRuns),
      await db.select().from(bulkRows),
      await db.select().from(auditLog),
    ];
    const [stored] = await db.select({ sealed: webhooks.sealed }).from(webhooks);
    for (const word of ["canary", secret]) expect(JSON.stringify(seen)).not.toContain(word);
    expect(JSON.stringify(seen[2])).not.toContain(stored?.sealed);
  });
});

describe("the webhook of an earlier version", () => {
  const url = secretUrl;

  test.each([
    ["sealed", async () => ({ sealed: await sealWebhook({ url, secret }) })],
    ["plain text", async () => ({ url, secret, allowPrivate: true })],
  ])(
    "the webhook of an earlier version is the first of several, and what its budgets send to, if it was %s",
    async (_, toValue) => {
      const db = await database();
      const at = new Date(0);
      await db
        .insert(settings)
        .values({ name: "webhook", value: await toValue(), changedBy: "ada", changedAt: at });
      const budget = { scope: "organization", cents: "1", thresholds: [1], createdBy: "x" };
      await db.insert(budgets).values({ ...budget, id: otherId, createdAt: at, changedAt: at });
      await Promise.all([adoptWebhook(), adoptWebhook()]);
      expect(await kept()).toEqual({ url, secret });
      const [{ id } = { id: "" }, ...others] = await shown();
      expect(others).toEqual([]);
      expect(await db.select().from(budgets)).toMatchObject([{ recipients: [{ channel: "webhook", id }] }]);
      expect(JSON.stringify(await db.select().from(settings))).not.toContain("canary");
    },
  );
});
