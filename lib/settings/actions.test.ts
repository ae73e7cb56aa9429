import { beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "@/lib/audit/list";
import { verifyChain } from "@/lib/audit/verify";
import { addMember } from "@/lib/auth/test-directory";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { database } from "@/lib/db/client";
import { settings } from "@/lib/db/own-tables";
import { resetDatabase } from "@/lib/db/test-database";
import { changeSettings } from "./actions";
import { listSettings } from "./list";
import { getSetting, getSettings } from "./mirror";
import { defaults, type SettingChanges } from "./schema";

const secret = "canary-signing-secret";
const webhook = { url: "https://hooks.example/x", allowPrivate: false };

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
});

const change = (changes: SettingChanges, as = "ada@northwind.example") =>
  inRequest({ as }, () => changeSettings(changes));

async function readAudit() {
  const { items } = await listAudit(permitFor("admin", "activity:read"));
  return items[0];
}

test("what nobody has set, or what does not fit, is the default", async () => {
  expect(await getSettings()).toEqual(defaults);
  const db = await database();
  await db
    .insert(settings)
    .values({ name: "idle_minutes", value: "ages", changedBy: "x", changedAt: new Date() });
  expect(await getSetting("idle_minutes")).toBe(defaults.idle_minutes);
});

describe("changing settings", () => {
  test("allowed: what is given changes, the rest stays, and it is on record", async () => {
    expect((await change({ two_person_rule: true, idle_minutes: 30 })).serverError).toBeUndefined();
    expect(await getSettings()).toEqual({ ...defaults, two_person_rule: true, idle_minutes: 30 });
    expect(await readAudit()).toMatchObject({
      action: "settings.change",
      outcome: "succeeded",
      before: { two_person_rule: false, idle_minutes: defaults.idle_minutes },
      after: { two_person_rule: true, idle_minutes: 30 },
    });
  });

  test("forbidden to others: they stay", async () => {
    const { serverError } = await change({ two_person_rule: true }, "bob@northwind.example");
    expect(serverError).toMatchObject({ code: "forbidden" });
    expect(await getSetting("two_person_rule")).toBe(false);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test.each([
    [{ idle_minutes: 4 }],
    [{ session_hours: 1.5 }],
    [{ two_person_rule: "yes" as never }],
    [{ webhook: { ...webhook, secret: "short" } }],
    [{ webhook: { ...webhook, secret, url: "file:///etc/passwd" } }],
    [{ unknown: true } as never],
    [{}],
  ])("refused: %j is on record and changes nothing", async (changes) => {
    expect((await change(changes)).validationErrors).toMatchObject({ code: "invalid" });
    expect(await getSettings()).toEqual(defaults);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });

  test("answer lost: where the store does not take it, nothing is said to have changed", async () => {
    const db = await database();
    await db.execute(
      "create or replace function refuse_setting() returns trigger language plpgsql as 'begin raise exception $$no$$; end'",
    );
    await db.execute(
      "create trigger refuse_setting before insert on settings for each row execute function refuse_setting()",
    );
    const { serverError } = await change({ mask_names: true });
    await db.execute("drop trigger refuse_setting on settings");
    expect(serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await getSetting("mask_names")).toBe(false);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });
});

describe("the webhook's secret", () => {
  test("is kept, and is in no log and in no answer", async () => {
    await change({ webhook: { ...webhook, secret } });
    expect(await getSetting("webhook")).toEqual({ ...webhook, secret });
    expect(await listSettings(permitFor("auditor", "settings:read"))).toMatchObject({ webhook });
    expect(JSON.stringify(await listSettings(permitFor("admin", "settings:read")))).not.toContain(secret);
    expect(JSON.stringify(await listAudit(permitFor("admin", "activity:read")))).not.toContain(secret);
    expect((await verifyChain()).break).toBeNull();
  });

  test("goes on where only the rest changes, and a first one is demanded", async () => {
    expect((await change({ webhook })).serverError).toMatchObject({ code: "invalid" });
    await change({ webhook: { ...webhook, secret } });
    await change({ webhook: { ...webhook, allowPrivate: true } });
    expect(await getSetting("webhook")).toEqual({ ...webhook, allowPrivate: true, secret });
    await change({ webhook: null });
    expect(await getSetting("webhook")).toBeNull();
  });
});
