import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readAudit, readAuditLog } from "@/lib/core/audit/test-log";
import { createAuthHandler } from "@/lib/core/auth/handler";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import {
  client,
  signInAtProvider,
  startTestProvider,
  type TestProvider,
} from "@/lib/core/auth/test-provider";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { approveBulk } from "@/lib/core/bulk/actions";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { grants, passkeys, sessions, signInAttempts } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { unsubscribes } from "@/lib/core/db/delivery-tables";
import { members } from "@/lib/core/db/directory-tables";
import { identities } from "@/lib/core/db/identity-tables";
import { signInDevices } from "@/lib/core/db/notice-tables";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { listColumns, savedViews } from "@/lib/core/db/personal-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { requestSettings } from "@/lib/core/settings/actions";
import { putSettings } from "@/lib/core/settings/store";
import { listActivity } from "@/lib/governance/activity/read-model";
import { loadActivitySearch } from "@/lib/governance/activity/search-params";
import { letIn, requestLetIn } from "./actions";
import { identityOperations } from "./bulk";
import type { Owner } from "./schema";
import { listWaiting } from "./store";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const tenant = "9f2c1c8e-6c0b-4a6e-9f43-3f5a0c1d2e3f";
const handle = createAuthHandler({
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
});
let provider: TestProvider;
let entra: TestProvider;

beforeAll(async () => {
  provider = await startTestProvider(["oidc"]);
  entra = await startTestProvider(["entra"], { path: `/${tenant}/v2.0` });
  const [id, secret] = [client.client_id, client.client_secret];
  Object.assign(env, {
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret },
    ...{ ENTRA_TENANT_ID: tenant, ENTRA_CLIENT_ID: id, ENTRA_CLIENT_SECRET: secret },
    ENTRA_AUTHORITY: new URL(entra.issuer).origin,
  });
});
afterAll(() => Promise.all([provider.stop(), entra.stop()]));

beforeEach(async () => {
  await resetDatabase();
  entra.claims = { tid: tenant, xms_edov: true };
  await addMember("ada", "admin");
  await addMember("bob", "user");
  // Bob's account is the one whose name at the provider is the address.
  await signIn(bob);
});

/** As an account of the provider, which says that its address is Bob's. */
async function signIn(account: string, method = "oidc") {
  provider.claims = { email: bob, email_verified: true };
  return signInAtProvider(handle, account, method);
}

const waiting = () => listWaiting(permitFor("auditor", "settings:read"));
const bound = async () => (await database()).select().from(identities);
const toAdmin = () => startTestSession(ada, { method: "oidc" });
type Token = { token: string };

async function letInFirst(as: Token, owner: Owner = "same") {
  const [first] = await waiting();
  return inRequest({ as }, () => letIn({ id: first?.id ?? "", owner }));
}

describe("an address", () => {
  test("belongs to the first account that signs in with it, which comes back every time", async () => {
    expect(await bound()).toMatchObject([
      { email: bob, method: "oidc", issuer: provider.issuer, subject: bob },
    ]);
    expect((await signIn(bob)).session).toMatchObject({
      email: bob,
      issuer: provider.issuer,
      subject: bob,
    });
    expect(await waiting()).toEqual([]);
  });

  test.each([
    ["another account of the same provider", "bob-2", "oidc"],
    ["an account of another provider", bob, "entra"],
  ])("is refused to %s, which then waits for an admin", async (_, account, method) => {
    const { location, session } = await signIn(account, method);
    expect(location).toBe("/sign-in?error=new_account");
    expect(session).toBeNull();
    const attempts = await (await database()).select().from(signInAttempts);
    expect(attempts).toContainEqual(expect.objectContaining({ method, email: bob, outcome: "new_account" }));
    expect(await waiting()).toMatchObject([
      { email: bob, method, subject: account, known: { method: "oidc", subject: bob } },
    ]);
    expect((await signIn(bob)).session).not.toBeNull();
  });

  test("has one row for each account that waits, and no more than ten of them", async () => {
    await signIn("bob-2");
    await signIn("bob-2");
    expect(await waiting()).toHaveLength(1);
    for (let number = 3; number < 15; number++) await signIn(`bob-${number}`);
    expect(await waiting()).toHaveLength(10);
  });

  test("stays bound when its person leaves, so that whoever gets it next is refused", async () => {
    const db = await database();
    await db.update(members).set({ goneAt: new Date() });
    expect((await signIn("bob-2")).location).toBe("/sign-in?error=stranger");
    expect(await waiting()).toEqual([]);
    await addMember("bob-again", "user", { email: bob });
    expect((await signIn("bob-2")).location).toBe("/sign-in?error=new_account");
  });
});

test("a confirmation by another account of the same address leaves the session as it was", async () => {
  provider.claims = { email: bob, email_verified: true };
  const { browser, session } = await signInAtProvider(handle, bob, "oidc");
  const again = await signInAtProvider(handle, "bob-2", "oidc", { browser, callbackUrl: "/confirmed" });
  expect(again.location).toBe("/sign-in?error=new_account");
  expect(again.session).toMatchObject({ id: session?.id });
});

test("sessions and passkeys from before accounts were bound stay, and the next sign-in binds", async () => {
  const db = await database();
  await db.delete(identities);
  await keepPersonal();
  await db.update(sessions).set({ issuer: null, subject: null, providerAddress: null });
  expect((await signIn(bob)).session).not.toBeNull();
  expect(await db.$count(passkeys)).toBe(1);
  expect(await db.$count(sessions)).toBe(2);
  expect(await bound()).toMatchObject([{ email: bob, subject: bob }]);
});

async function keepPersonal() {
  const db = await database();
  const at = new Date();
  await db.insert(grants).values({ email: bob, persona: "admin", createdBy: ada, createdAt: at });
  await db.insert(passkeys).values({
    ...{ id: crypto.randomUUID(), credentialId: "c", email: bob, rpId: "localhost", name: "Phone" },
    ...{ publicKey: "k", counter: 0, transports: [], isBackedUp: false, createdAt: at },
  });
  await db
    .insert(savedViews)
    .values({ id: crypto.randomUUID(), email: bob, page: "cost", name: "Mine", query: "", createdAt: at });
  await db.insert(listColumns).values({ email: bob, list: "members", hidden: ["role"], changedAt: at });
  await db.insert(schedules).values({
    ...{ id: crypto.randomUUID(), owner: bob, name: "Mine", report: "cost", query: "", cadence: "week" },
    ...{ day: 1, hour: 6, locale: "en", recipients: [], nextAt: at, createdAt: at, changedAt: at },
  });
  await db.insert(signInDevices).values({
    ...{ email: bob, deviceHash: "d", locale: "en", sessionId: crypto.randomUUID() },
    ...{ firstSeenAt: at, lastSeenAt: at },
  });
  await db.insert(unsubscribes).values({ kind: "budget", sourceId: "b", address: bob, at });
}

async function countPersonal() {
  const db = await database();
  const tables = [grants, passkeys, savedViews, listColumns, schedules, signInDevices, unsubscribes];
  return Promise.all(tables.map((table) => db.$count(table)));
}

describe("letting an account in", () => {
  let admin: Token;
  beforeEach(async () => {
    await keepPersonal();
    await signIn("bob-2");
    admin = await toAdmin();
  });
  const countSessions = async () => (await database()).$count(sessions);

  describeAction<Token>("letIn", {
    run: (as) => letInFirst(as),
    changed: async () => {
      expect(await bound()).toMatchObject([{ email: bob, subject: "bob-2" }]);
      expect(await waiting()).toEqual([]);
    },
    unchanged: async () => {
      expect(await bound()).toMatchObject([{ email: bob, subject: bob }]);
      expect(await waiting()).toHaveLength(1);
    },
    allowed: {
      by: { "an admin": async () => admin },
      audit: {
        targetLabel: bob,
        before: expect.objectContaining({ subject: bob }),
        after: expect.objectContaining({ subject: "bob-2", isSamePerson: true }),
      },
    },
    forbidden: {
      by: {
        "a user": async () => {
          await addMember("cem", "user");
          return startTestSession("cem@northwind.example", { method: "oidc" });
        },
      },
    },
    refusedByApi: { absent: "Accounts are the identity provider's; the API has none." },
    lost: { stored: { within: (run) => withBrokenTable("identities", "update", run) } },
  });

  test("as the same person keeps what belongs to the address, and ends the sessions of the old account", async () => {
    expect(await countSessions()).toBe(2);
    await letInFirst(admin, "same");
    expect(await countPersonal()).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(await countSessions()).toBe(1);
    expect((await signIn("bob-2")).session).toMatchObject({ email: bob, subject: "bob-2" });
    expect((await signIn(bob)).location).toBe("/sign-in?error=new_account");
  });

  test("an account is called by its address in Activity, also where letting it in was refused", async () => {
    const stale = await startTestSession(ada, { method: "oidc", authenticatedAt: new Date(0) });
    expect((await letInFirst(stale)).serverError).toMatchObject({ code: "step_up_required" });
    const listNames = async () => {
      const { rows } = await listActivity(permitFor("auditor", "activity:read"), loadActivitySearch({}));
      return rows.filter(({ noun }) => noun === "identity").map(({ targetName }) => targetName);
    };
    expect(await listNames()).toEqual([bob]);
    await letInFirst(admin);
    expect(await listNames()).toEqual([bob, bob]);
  });

  test("as someone else leaves nothing of whoever had the address", async () => {
    await letInFirst(admin, "other");
    expect(await countPersonal()).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(await countSessions()).toBe(1);
    expect(await readAudit()).toMatchObject({
      action: "identity.let_in",
      outcome: "succeeded",
      after: { isSamePerson: false },
    });
    expect((await signIn("bob-2")).session).toMatchObject({ subject: "bob-2" });
  });

  describe("as an admin, under the two-person rule", () => {
    const cem = "cem@northwind.example";
    beforeEach(async () => {
      const db = await database();
      await addMember("cem", "admin");
      await db
        .update(members)
        .set({ addedAt: new Date(0) })
        .where(eq(members.id, "cem"));
      await db.transaction((tx) => putSettings(tx, ada, { two_person_rule: true }));
    });
    const ask = async (as: Token, owner: Owner = "same") => {
      const [first] = await waiting();
      return inRequest({ as }, () => requestLetIn({ id: first?.id ?? "", owner }));
    };
    const drain = async () => {
      const runner = new BulkRunner(identityOperations);
      while ((await runner.step()) !== 5_000);
    };
    const listRuns = async () => (await database()).select().from(bulkRuns);
    const unbound = () => bound().then((all) => expect(all).toMatchObject([{ email: bob, subject: bob }]));

    test("isn't for one admin alone", async () => {
      const { serverError } = await letInFirst(admin);
      expect(serverError).toMatchObject({ code: "refused", reason: "second_admin_needed" });
      await unbound();
      await (await database()).delete(grants);
      expect((await letInFirst(admin)).serverError).toBeUndefined();
    });

    test("makes whoever let it in alone no second admin, and neither the other way around", async () => {
      const db = await database();
      await db.delete(grants);
      expect((await letInFirst(admin)).serverError).toBeUndefined();
      await db
        .update(members)
        .set({ role: "admin", addedAt: new Date(0) })
        .where(eq(members.id, "bob"));
      const asBob = await startTestSession(bob, { method: "oidc" });
      const asCem = await startTestSession(cem, { method: "oidc" });
      const decide = async (from: Token, by: Token) => {
        const { data } = await inRequest({ as: from }, () => requestSettings({ session_hours: 9 }));
        const { serverError } = await inRequest({ as: by }, () => approveBulk({ runId: data?.runId ?? "" }));
        return serverError?.reason;
      };
      expect(await decide(admin, asBob)).toBe("unfit_approver");
      expect(await decide(asBob, admin)).toBe("unfit_approver");
      expect(await decide(asBob, asCem)).toBeUndefined();
    });

    test("is approved by no one whose account at the provider is the requester's", async () => {
      const db = await database();
      await db.delete(identities);
      const same = { method: "oidc", issuer: "https://id.example", subject: "1" };
      const at = new Date(0);
      const rows = [ada, cem].map((email) => ({ email, ...same, boundAt: at, seenAt: at }));
      await db.insert(identities).values(rows);
      const { data } = await inRequest({ as: admin }, () => requestSettings({ session_hours: 9 }));
      const approve = async () => {
        const as = await startTestSession(cem, { method: "oidc" });
        return (await inRequest({ as }, () => approveBulk({ runId: data?.runId ?? "" }))).serverError?.reason;
      };
      expect(await approve()).toBe("unfit_approver");
      await db.update(identities).set({ subject: "2" }).where(eq(identities.email, cem));
      expect(await approve()).toBeUndefined();
    });

    describeAction<Token>("requestLetIn", {
      run: (as) => ask(as),
      changed: async () => {
        await unbound();
        expect(await listRuns()).toMatchObject([{ operation: "identity.let_in", needsApproval: true }]);
      },
      unchanged: async () => expect(await listRuns()).toEqual([]),
      allowed: {
        by: { "an admin": async () => admin },
        audit: {
          after: { act: "identity.let_in", subject: "bob-2", isSamePerson: true, needsApproval: true },
        },
      },
      forbidden: {
        by: {
          "a user": async () => {
            await addMember("dev", "user");
            return startTestSession("dev@northwind.example", { method: "oidc" });
          },
        },
      },
      refusedByApi: { absent: "Accounts are the identity provider's; the API has none." },
      lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
    });

    test("waits for another admin, and is then done once, as it was asked", async () => {
      const { data } = await ask(admin, "other");
      const runId = data?.runId ?? "";
      await drain();
      await unbound();
      const approve = (as: Token) => inRequest({ as }, () => approveBulk({ runId }));
      expect((await approve(admin)).serverError).toMatchObject({ reason: "own_run" });
      const second = await startTestSession(cem, { method: "oidc" });
      expect((await approve(second)).serverError).toBeUndefined();
      await drain();
      expect(await bound()).toMatchObject([{ email: bob, subject: "bob-2" }]);
      expect(await waiting()).toEqual([]);
      expect(await countPersonal()).toEqual([0, 0, 0, 0, 0, 0, 0]);
      expect((await readAuditLog()).find(({ action }) => action === "identity.let_in")).toMatchObject({
        actorEmail: ada,
        targetLabel: bob,
        outcome: "succeeded",
        before: expect.objectContaining({ subject: bob }),
        after: expect.objectContaining({ subject: "bob-2", isSamePerson: false }),
      });
    });
  });

  test("as someone else is refused while the environment makes the address an admin", async () => {
    env.BOOTSTRAP_ADMINS.push(bob);
    const { serverError } = await letInFirst(admin, "other");
    expect(serverError).toMatchObject({ code: "refused", reason: "named_admin" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
    expect(await countPersonal()).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const same = await letInFirst(admin, "same");
    env.BOOTSTRAP_ADMINS.length = 0;
    expect(same.serverError).toBeUndefined();
  });

  test("isn't possible a second time", async () => {
    const [first] = await waiting();
    await letInFirst(admin);
    const { serverError } = await inRequest({ as: admin }, () =>
      letIn({ id: first?.id ?? "", owner: "other" }),
    );
    expect(serverError).toMatchObject({ code: "not_found" });
    expect(await countPersonal()).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });
});
