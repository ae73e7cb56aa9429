import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { getActor } from "@/lib/auth/actor";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { grants } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { members } from "@/lib/db/directory-tables";
import { resetDatabase } from "@/lib/db/test-database";
import { putSettings } from "@/lib/settings/store";
import { addGrant, changeGrant, removeGrant } from "./actions";
import type { Grant } from "./schema";
import { listAccess } from "./store";

const me = "first@outside.example";
const email = "auditor@outside.example";
const grant: Grant = { email, persona: "auditor", note: "SOC 2", expiresOn: "2999-12-31" };

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

describe("adding a grant", () => {
  test("allowed: it applies immediately until the end of its last day, and is audited", async () => {
    expect((await add({ email: ` ${email.toUpperCase()}` })).serverError).toBeUndefined();
    expect(await readGrants()).toEqual([grant, mine]);
    expect(await getActor(email, new Date("2999-12-31T23:59:00Z"))).toMatchObject({ persona: "auditor" });
    expect(await getActor(email, new Date("3000-01-01T00:00:00Z"))).toBeNull();
    expect(await readAudit()).toMatchObject({
      action: "grant.add",
      actorEmail: me,
      targetLabel: email,
      outcome: "succeeded",
      before: null,
      after: grant,
    });
  });

  test.each(["auditor", "finance"])("forbidden to the %s: nothing is stored", async (persona) => {
    await insert("other@outside.example", persona);
    expect((await add({}, "other@outside.example")).serverError).toMatchObject({ code: "forbidden" });
    expect(await readGrants()).toHaveLength(2);
    expect(await readAudit()).toMatchObject({
      action: "grant.add",
      outcome: "failed",
      errorCode: "forbidden",
    });
  });

  test("refused where the address has one, in any case", async () => {
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
  ])("a wrong %s is refused and on record", async (field, given) => {
    expect((await add(given)).validationErrors).toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(Array) },
    });
    expect(await readGrants()).toEqual([mine]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

describe("changing a grant", () => {
  beforeEach(() => insert(email, "finance"));

  test("allowed: the old and the new state are audited", async () => {
    expect((await change()).serverError).toBeUndefined();
    expect(await readGrants()).toEqual([grant, mine]);
    expect(await readAudit()).toMatchObject({
      action: "grant.change",
      outcome: "succeeded",
      before: { persona: "finance", note: "", expiresOn: null },
      after: { persona: "auditor", note: "SOC 2" },
    });
  });

  test("forbidden: it stays", async () => {
    expect((await change({}, email)).serverError).toMatchObject({ code: "forbidden" });
    expect(await readGrants()).toMatchObject([{ persona: "finance" }, mine]);
    expect(await readAudit()).toMatchObject({ actorEmail: email, outcome: "failed" });
  });

  test("of an unknown address: not found", async () => {
    expect((await change({ email: "nobody@outside.example" })).serverError).toMatchObject({
      code: "not_found",
    });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("the last admin cannot become something else", async () => {
    expect((await change({ email: me })).serverError).toMatchObject({
      code: "refused",
      reason: "last_admin",
    });
    expect(await getActor(me)).toMatchObject({ persona: "admin" });
    expect((await change({ email: me, persona: "admin" })).serverError).toBeUndefined();
  });
});

describe("under the two-person rule", () => {
  const other = "second@outside.example";
  const day = (days: number) => new Date(Date.now() + days * 86_400_000);
  const toDate = (instant: Date) => instant.toISOString().slice(0, 10);

  beforeEach(async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, me, { two_person_rule: true }));
  });

  test.each([
    ["one that has expired", -3, toDate(day(3))],
    ["one that has expired, without an end", -3, null],
    ["one in force to a later day", 3, toDate(day(5))],
    ["one in force, without an end", 3, null],
  ])("one admin alone does not extend an admin's grant: %s", async (_, endsIn, expiresOn) => {
    await insert(other, "admin", day(endsIn));
    const before = await getActor(other);
    expect((await change({ email: other, persona: "admin", expiresOn })).serverError).toMatchObject({
      code: "refused",
      reason: "second_admin_needed",
    });
    expect(await getActor(other)).toEqual(before);
    expect(await getActor(other, day(4))).toBeNull();
    expect(await readAudit()).toMatchObject({ action: "grant.change", outcome: "failed" });
  });

  test("one admin alone shortens an admin's grant or changes its note", async () => {
    await insert(other, "admin", day(3));
    const to = { email: other, persona: "admin" as const };
    expect(
      (await change({ ...to, expiresOn: toDate(day(3)), note: "until then" })).serverError,
    ).toBeUndefined();
    expect((await change({ ...to, expiresOn: toDate(day(1)) })).serverError).toBeUndefined();
  });
});

describe("removing a grant", () => {
  beforeEach(() => insert(email, "auditor"));

  test("allowed: the person is out immediately, and it is audited", async () => {
    expect((await remove()).serverError).toBeUndefined();
    expect(await getActor(email)).toBeNull();
    expect(await readAudit()).toMatchObject({
      action: "grant.remove",
      targetId: email,
      outcome: "succeeded",
      before: { persona: "auditor" },
      after: null,
    });
  });

  test("forbidden: it stays", async () => {
    expect((await remove(me, email)).serverError).toMatchObject({ code: "forbidden" });
    expect(await getActor(me)).toMatchObject({ persona: "admin" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("the last admin cannot remove themselves, and sees that beforehand", async () => {
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

  test("an admin of the directory makes them one of two", async () => {
    await addMember("primary_owner");
    expect((await remove(me)).serverError).toBeUndefined();
    expect(await getActor(me)).toBeNull();
  });

  test("of two admins who remove each other, one stays", async () => {
    const other = "second@outside.example";
    await insert(other, "admin");
    const results = await Promise.all([remove(other, me), remove(me, other)]);
    expect(results.filter(({ serverError }) => !serverError)).toHaveLength(1);
    expect((await readGrants()).filter(({ persona }) => persona === "admin")).toHaveLength(1);
  });
});

test("grants are shown to those who may read the settings", () => {
  for (const persona of ["finance", "lead", "member"] as const)
    expect(() => permitFor(persona, "settings:read")).toThrow();
});
