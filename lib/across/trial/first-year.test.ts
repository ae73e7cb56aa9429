import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { readMembershipSince } from "@/lib/core/organization/membership-since";
import { findKeptSince, listAllKeysOn, listAllMembersOn } from "@/lib/directory/snapshots/read-model";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { keepFirstYear } from "./first-year";

beforeEach(async () => {
  await resetDatabase();
  resetSandbox();
  await syncDirectory();
});

const today = () => toDay(new Date());
const query = (at: string) => ({ at, since: null, q: "", page: 1 });
const listMembers = async (at: string) =>
  (await listAllMembersOn(permitFor("admin", "members:read"), query(at))).rows.map(({ id }) => id);
const listKeys = async (at: string) =>
  new Map(
    (await listAllKeysOn(permitFor("admin", "keys:read"), query(at))).rows.map(({ id, state }) => [
      id,
      state.status,
    ]),
  );

test("past days have who and what was there then", async () => {
  await keepFirstYear();
  expect(await findKeptSince("member")).toBe(addDays(today(), -365));
  const [then, now] = [await listMembers(addDays(today(), -200)), await listMembers(today())];
  expect(then.length).toBeGreaterThan(5);
  expect(then.length).toBeLessThan(now.length);
  expect(now).toEqual(expect.arrayContaining(then));
});

test("a key that has ended worked before", async () => {
  await keepFirstYear();
  const [ended] = await (await database()).select().from(apiKeys).where(sql`status = 'inactive'`);
  expect((await listKeys(today())).get(ended?.id ?? "")).toBe("inactive");
  const soon = toDay(new Date((ended?.createdAt?.getTime() ?? 0) + 2 * 86_400_000));
  const then = [soon, addDays(today(), -364)].toSorted().at(-1) ?? "";
  expect((await listKeys(then)).get(ended?.id ?? "")).toBe("active");
});

test("activity says what came and ended, oldest first, and a listing adds nothing to it", async () => {
  await keepFirstYear();
  const db = await database();
  const seen = await db.select().from(changes).orderBy(changes.seq);
  expect(seen.map(({ seenAt }) => seenAt)).toEqual(
    seen.map(({ seenAt }) => seenAt).toSorted((one, other) => one.getTime() - other.getTime()),
  );
  // The sandbox's days are fixed in tests, while a year ends today.
  const isOfYear = sql`${workspaces.createdAt} > now() - interval '365 days'`;
  const hasNewWorkspace = (await db.$count(workspaces, isOfYear)) > 0;
  expect(new Set(seen.map(({ noun, kind }) => `${noun} ${kind}`))).toEqual(
    new Set([
      "member added",
      ...(hasNewWorkspace ? ["workspace added"] : []),
      "workspace_member added",
      "api_key added",
      "api_key changed",
    ]),
  );
  await syncDirectory();
  await keepFirstYear();
  expect(await db.$count(changes)).toBe(seen.length);
});

test("access is as old as the log says, also where the log began later", async () => {
  await keepFirstYear();
  const db = await database();
  const pairs = await db
    .select({ workspaceId: workspaceMembers.workspaceId, userId: workspaceMembers.userId })
    .from(workspaceMembers);
  const logged = await db.select().from(changes).where(eq(changes.noun, "workspace_member"));
  const dayOf = new Map(logged.map(({ targetId, seenAt }) => [targetId, toDay(seenAt)]));
  const found = await readMembershipSince(newActor("admin"), pairs);
  expect(dayOf.size).toBeGreaterThan(5);
  for (const [target, { since }] of found)
    expect([target, since?.slice(0, 10)]).toEqual([target, dayOf.get(target)]);
  expect([...found.values()].filter(({ seenSince }) => seenSince.slice(0, 10) === today())).toEqual([]);
});

test("budgets are the admin's, and in the log", async () => {
  await keepFirstYear();
  const found = await (await database()).select().from(budgets);
  expect(found.map(({ createdBy }) => createdBy)).toEqual([personas.admin, personas.admin, personas.admin]);
  expect((await readAuditLog()).map(({ action, outcome }) => [action, outcome])).toEqual(
    found.map(() => ["budget.add", "succeeded"]),
  );
});
