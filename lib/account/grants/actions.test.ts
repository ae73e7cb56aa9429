import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { makeTokenFor } from "@/lib/account/access-tokens/operator";
import { readAudit } from "@/lib/core/audit/test-log";
import { authenticate } from "@/lib/core/auth/access-token";
import { getActor } from "@/lib/core/auth/actor";
import { currentActor } from "@/lib/core/auth/session";
import { ownTestStore } from "@/lib/core/auth/test-owner";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { approveBulk } from "@/lib/core/bulk/actions";
import { listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { addGrant, changeGrant, removeGrant, renewGrant, requestGrant } from "./actions";
import { grantOperations } from "./bulk";
import type { Grant, RequestGrant } from "./schema";
import { findGrant, listAccess } from "./store";
import { maxGrantDays } from "./vocabulary";

const me = "first@outside.example";
const email = "auditor@outside.example";
const inDays = (days: number) => addDays(toDay(Date.now()), days);
const grant: Grant = { email, persona: "auditor", note: "SOC 2", expiresOn: inDays(300) };

beforeEach(async () => {
  await resetDatabase();
  await insert(me, "admin");
});

async function insert(address: string, persona: string, expiresAt: Date | null = null) {
  const db = await database();
  await db
    .insert(grants)
    .values({ email: address, persona, expiresAt, createdBy: "setup", createdAt: new Date() });
}

async function addMember(role: string) {
  const at = new Date(0);
  const db = await database();
  await db.insert(members).values({
    id: `user_${role}`,
    email: `${role}@northwind.example`,
    name: role,
    role,
    addedAt: at,
    firstSeenAt: at,
    seenAt: at,
    raw: {},
  });
}

const add = (given: Partial<Grant> = {}, as = me) =>
  inRequest({ as }, () => addGrant({ ...grant, ...given }));
const change = (given: Partial<Grant> = {}, as = me) =>
  inRequest({ as }, () => changeGrant({ ...grant, ...given }));
const remove = (address = email, as = me) => inRequest({ as }, () => removeGrant({ email: address }));

async function readGrants() {
  const { grants } = await listAccess(permitFor("admin", "settings:read"));
  return grants.map(({ email, persona, note, expiresOn }) => ({ email, persona, note, expiresOn }));
}

const mine = { email: me, persona: "admin", note: "", expiresOn: null };

const noApi = { absent: "Grants are Castellan's own; the API has none." };
const other = "second@outside.example";
const asGranted = (persona: string) => async () => {
  await insert(other, persona);
  return other;
};

describeAction("addGrant", {
  run: (as) => add({ email: ` ${email.toUpperCase()}` }, as),
  changed: async () => {
    expect(await readGrants()).toEqual([grant, mine]);
    expect(await getActor(email, new Date(`${inDays(300)}T23:59:00Z`))).toMatchObject({ persona: "auditor" });
    expect(await getActor(email, new Date(`${inDays(301)}T00:00:00Z`))).toBeNull();
  },
  unchanged: async () => expect((await readGrants()).some(({ email: one }) => one === email)).toBe(false),
  allowed: { by: { "an admin": me }, audit: { targetLabel: email, before: null, after: grant } },
  forbidden: { by: { "an auditor": asGranted("auditor"), finance: asGranted("finance") } },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("grants", "insert", run) } },
});

describe("addGrant", () => {
  test("addGrant refuses a second grant for an address, in any case", async () => {
    await insert("Auditor@Outside.example", "finance");
    expect((await add()).serverError).toMatchObject({ code: "conflict", reason: "grant_already_exists" });
    expect(await readGrants()).toHaveLength(2);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test.each([
    ["email", { email: "nobody" }],
    ["persona", { persona: "lead" as never }],
    ["note", { note: "x".repeat(501) }],
    ["expiresOn", { expiresOn: "2020-01-01" }],
    ["expiresOn", { expiresOn: "tomorrow" }],
    ["expiresOn", { expiresOn: inDays(maxGrantDays + 1) }],
    ["expiresOn", { expiresOn: null as never }],
  ])("addGrant refuses a wrong %s, and the refusal is audited", async (field, given) => {
    expect((await add(given)).validationErrors).toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(Array) },
    });
    expect(await readGrants()).toEqual([mine]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

describe("an existing grant", () => {
  beforeEach(() => insert(email, "finance"));

  describeAction("changeGrant", {
    run: (as) => change({}, as),
    changed: async () => expect(await readGrants()).toEqual([grant, mine]),
    unchanged: async () => expect(await readGrants()).toMatchObject([{ persona: "finance" }, mine]),
    allowed: {
      by: { "an admin": me },
      audit: {
        targetId: email,
        before: { persona: "finance", note: "", expiresOn: null },
        after: { persona: "auditor", note: "SOC 2" },
      },
    },
    forbidden: { by: { "its holder": email } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("grants", "update", run) } },
  });

  test("an existing grant is not found by an unknown address", async () => {
    expect((await change({ email: "nobody@outside.example" })).serverError).toMatchObject({
      code: "not_found",
    });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("an existing grant of the last admin can't become another persona's", async () => {
    expect((await change({ email: me })).serverError).toMatchObject({
      code: "refused",
      reason: "last_admin",
    });
    expect(await getActor(me)).toMatchObject({ persona: "admin" });
    expect((await change({ email: me, persona: "admin" })).serverError).toBeUndefined();
  });

  describeAction("removeGrant", {
    run: (as) => remove(email, as),
    changed: async () => expect(await getActor(email)).toBeNull(),
    unchanged: async () => expect(await getActor(email)).toMatchObject({ persona: "finance" }),
    allowed: {
      by: { "an admin": me },
      audit: { targetId: email, before: { persona: "finance" }, after: null },
    },
    forbidden: { by: { "its holder": email } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("grants", "delete", run) } },
  });
});

const isRunKept = async () => (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).total > 0;

describeAction("requestGrant", {
  run: (as) => inRequest({ as }, () => requestGrant({ does: "save", grant })),
  changed: async () => expect(await isRunKept()).toBe(true),
  unchanged: async () => expect(await isRunKept()).toBe(false),
  allowed: { by: { "an admin": me }, audit: { targetLabel: "grant.add", after: { rows: 1 } } },
  forbidden: { by: { finance: asGranted("finance") } },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
});

describe("the two-person rule", () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000);
  const toDate = (instant: Date) => instant.toISOString().slice(0, 10);

  beforeEach(async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, me, { two_person_rule: true }));
  });

  test.each([
    ["one that has expired", -3, toDate(day(3))],
    ["one in force to a later day", 3, toDate(day(5))],
  ])(
    "the two-person rule lets no admin alone extend an admin's grant, such as %s",
    async (_, endsIn, expiresOn) => {
      await insert(other, "admin", day(endsIn));
      const before = await getActor(other);
      expect((await change({ email: other, persona: "admin", expiresOn })).serverError).toMatchObject({
        code: "refused",
        reason: "second_admin_needed",
      });
      expect(await getActor(other)).toEqual(before);
      expect(await getActor(other, day(4))).toBeNull();
      expect(await readAudit()).toMatchObject({ action: "grant.change", outcome: "failed" });
    },
  );

  test("the two-person rule holds while an admin repeats what their grant was, as another one lowers it", async () => {
    const eve = "eve@outside.example";
    await insert(eve, "admin", new Date(`${inDays(300)}T23:59:59.999Z`));
    const again = { email: eve, persona: "admin", note: "" } as const;
    for (let round = 0; round < 5; round++) {
      const [lowered] = await Promise.all([
        change({ ...again, persona: "auditor" }),
        change(again, eve),
        change(again, eve),
      ]);
      const expected = lowered.serverError ? "admin" : "auditor";
      expect((await findGrant(eve))?.persona).toBe(expected);
      const db = await database();
      await db.update(grants).set({ persona: "admin" }).where(eq(grants.email, eve));
    }
  });

  test("the two-person rule lets nobody approve what a grant was, once it is another", async () => {
    const second = "second@outside.example";
    await insert(second, "admin", day(300));
    await insert(email, "auditor", day(3));
    await database().then((db) =>
      db
        .update(grants)
        .set({ createdAt: new Date(0) })
        .where(eq(grants.email, second)),
    );
    const ask = (asked: RequestGrant) => inRequest({ as: me }, () => requestGrant(asked));
    const agree = async (runId = "") => {
      const { serverError } = await inRequest({ as: second }, () => approveBulk({ runId }));
      expect(serverError).toBeUndefined();
      await new BulkRunner(grantOperations).step();
    };
    const renewal = await ask({ does: "renew", grant: { email, expiresOn: inDays(300) } });
    const lift = { email, persona: "admin" as const, note: "", expiresOn: toDate(day(1)) };
    await agree((await ask({ does: "save", grant: lift })).data?.runId);
    expect(await findGrant(email)).toMatchObject({ persona: "admin", expiresOn: toDate(day(1)) });
    await agree(renewal.data?.runId);
    expect(await findGrant(email)).toMatchObject({ persona: "admin", expiresOn: toDate(day(1)) });
    expect(await readAudit()).toMatchObject({
      action: "grant.renew",
      outcome: "failed",
      errorCode: "conflict",
    });
  });

  test("the two-person rule lets an admin alone shorten an admin's grant or change its note", async () => {
    await insert(other, "admin", day(3));
    const to = { email: other, persona: "admin" as const };
    expect(
      (await change({ ...to, expiresOn: toDate(day(3)), note: "until then" })).serverError,
    ).toBeUndefined();
    expect((await change({ ...to, expiresOn: toDate(day(1)) })).serverError).toBeUndefined();
  });
});

describe("a suspended grant", () => {
  const renew = (as = me, expiresOn = inDays(90)) =>
    inRequest({ as }, () => renewGrant({ email, expiresOn }));
  const isSuspended = async () => (await findGrant(email))?.suspendedFor !== null;

  beforeEach(async () => {
    await insert(email, "auditor");
    const db = await database();
    await db
      .update(grants)
      .set({ suspendedAt: new Date(), suspendedFor: "left" })
      .where(eq(grants.email, email));
  });

  describeAction("renewGrant", {
    run: renew,
    changed: async () => {
      expect(await getActor(email)).toMatchObject({ persona: "auditor" });
      expect(await findGrant(email)).toMatchObject({ suspendedFor: null, expiresOn: inDays(90) });
    },
    unchanged: async () => expect([await isSuspended(), await getActor(email)]).toEqual([true, null]),
    allowed: {
      by: { "an admin": me },
      audit: {
        targetId: email,
        before: { suspendedFor: "left" },
        after: { suspendedFor: null, expiresOn: inDays(90) },
      },
    },
    forbidden: { by: { finance: asGranted("finance") } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("grants", "update", run) } },
  });

  test("a suspended grant stays suspended when an admin changes its note or end", async () => {
    expect((await change()).serverError).toBeUndefined();
    expect(await isSuspended()).toBe(true);
  });

  test("a suspended grant is not renewed for longer than a year", async () => {
    expect((await renew(me, inDays(maxGrantDays + 1))).validationErrors).toMatchObject({ code: "invalid" });
    expect(await isSuspended()).toBe(true);
  });

  test("a suspended grant of an admin is renewed by two admins under the two-person rule", async () => {
    await insert(other, "admin");
    const db = await database();
    await db.update(grants).set({ persona: "admin" }).where(eq(grants.email, email));
    await db.transaction((tx) => putSettings(tx, me, { two_person_rule: true }));
    expect((await renew()).serverError).toMatchObject({ reason: "second_admin_needed" });
    expect(await isSuspended()).toBe(true);
    const renewal = { does: "renew" as const, grant: { email, expiresOn: inDays(90) } };
    const { data } = await inRequest({ as: me }, () => requestGrant(renewal));
    await inRequest({ as: other }, () => approveBulk({ runId: data?.runId ?? "" }));
    await new BulkRunner(grantOperations).step();
    expect(await getActor(email)).toMatchObject({ persona: "admin" });
    expect(await readAudit()).toMatchObject({ action: "grant.renew", outcome: "succeeded" });
  });
});

describe("removeGrant", () => {
  test("removeGrant refuses to remove the last admin, who sees that beforehand", async () => {
    await insert(email, "auditor");
    await insert("late@outside.example", "admin", new Date(0));
    expect((await remove(me)).serverError).toMatchObject({ code: "refused", reason: "last_admin" });
    expect(await getActor(me)).toMatchObject({ persona: "admin" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
    const { grants } = await listAccess(permitFor("auditor", "settings:read"));
    expect(grants.map(({ email, reason, isExpired }) => [email, reason, isExpired])).toEqual([
      [email, null, false],
      [me, "last_admin", false],
      ["late@outside.example", null, true],
    ]);
  });

  test("removeGrant removes an admin when the directory has another", async () => {
    await addMember("primary_owner");
    expect((await remove(me)).serverError).toBeUndefined();
    expect(await getActor(me)).toBeNull();
  });

  test("removeGrant ends the sessions of who had it, but none of a member", async () => {
    await addMember("primary_owner");
    const isIn = (as: { token: string }) => inRequest({ as }, async () => (await currentActor()) !== null);
    await insert(email, "auditor");
    await insert("primary_owner@northwind.example", "auditor");
    const [guest, member] = [
      await startTestSession(email),
      await startTestSession("primary_owner@northwind.example"),
    ];
    for (const address of [email, "primary_owner@northwind.example"])
      expect((await remove(address)).serverError).toBeUndefined();
    await insert(email, "auditor");
    expect([await isIn(guest), await isIn(member)]).toEqual([false, true]);
  });

  test("removeGrant revokes the personal tokens of who had it, which another grant doesn't bring back", async () => {
    await ownTestStore();
    await addMember("primary_owner");
    await insert(email, "auditor");
    const given = { name: "Nightly", networks: [], days: 90, persona: null, owner: email };
    const headers = new Headers({
      authorization: `Bearer ${await makeTokenFor({ ...given, scopes: ["read"] })}`,
    });
    expect((await authenticate({ headers })).actor.persona).toBe("auditor");
    expect((await remove(email)).serverError).toBeUndefined();
    await insert(email, "finance");
    await expect(authenticate({ headers })).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("removeGrant keeps one of two admins who remove each other", async () => {
    await insert(other, "admin");
    const results = await Promise.all([remove(other, me), remove(me, other)]);
    expect(results.filter(({ serverError }) => !serverError)).toHaveLength(1);
    expect((await readGrants()).filter(({ persona }) => persona === "admin")).toHaveLength(1);
  });
});

test("grants are hidden from people who may not read the settings", () => {
  for (const persona of ["finance", "lead", "member"] as const)
    expect(() => permitFor(persona, "settings:read")).toThrow();
});
