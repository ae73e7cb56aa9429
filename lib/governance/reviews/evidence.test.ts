import { and, eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { getActor } from "@/lib/core/auth/actor";
import { permitActor } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, personUsage, reportDays } from "@/lib/core/db/report-tables";
import { toDay, toDayAgo } from "@/lib/core/format/calendar";
import { personas } from "@/lib/sandbox/personas";
import { getReviewRows } from "./rows-read-model";
import {
  decide,
  drain,
  findRow,
  insertFinding,
  makeWorld,
  readPack,
  reviewId,
  start,
  submit,
  type World,
} from "./test-reviews";

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

/** A billing member with a direct role, which only an admin can give. */
async function addBillingAdmin(): Promise<string> {
  const { id } = world.sandbox.users.add({ email: "olena@northwind.example", role: "billing" });
  world.sandbox.store.grants.get(world.own)?.set(id, "workspace_admin");
  await syncDirectory();
  return id;
}

const isMembership = (userId: string) =>
  and(eq(workspaceMembers.workspaceId, world.own), eq(workspaceMembers.userId, userId));

async function knowHistory(): Promise<void> {
  const db = await database();
  const common = {
    report: "claude-code",
    fetchedAt: new Date(),
    isRefused: false,
    rowCount: 1,
    digest: "x",
  } as const;
  await db.insert(reportDays).values([toDayAgo(120), toDay(new Date())].map((day) => ({ ...common, day })));
  await db.execute(sql`update members set added_at = now() - interval '200 days'`);
  await db.execute(sql`update workspaces set created_at = now() - interval '300 days'`);
}

const beHereFor = async (userId: string, days: number) =>
  (await database())
    .update(workspaceMembers)
    .set({ firstSeenAt: new Date(Date.now() - days * 86_400_000) })
    .where(isMembership(userId));

async function addUsedKey(userId: string, workspaceId: string, lastUsedOn: string): Promise<string> {
  const { id } = world.sandbox.keys.add({
    name: "theirs",
    scope: { type: "workspace", workspace_id: workspaceId },
    created_by: { type: "user", id: userId },
  });
  await syncDirectory();
  await (await database()).insert(apiKeyUsage).values({ apiKeyId: id, lastUsedOn, cents30d: "12.5" });
  return id;
}

test("a direct role beside an inherited one is shown with both, and can be removed once only it is left", async () => {
  const id = await addBillingAdmin();
  await start();
  expect(await findRow(world.own, id)).toMatchObject({
    role: "workspace_admin",
    isInherited: true,
    membership: { inheritedRole: "workspace_billing" },
  });
  await decide(world.own, id, "remove", { reason: "Billing needs no keys." });
  await submit(world.own);
  expect((await findRow(world.own, id)).state).toBe("task");
  // An admin changes the organization role, which leaves what was given directly.
  const user = world.sandbox.store.users.get(id);
  if (user) user.role = "user";
  await syncDirectory();
  expect(await findRow(world.own, id)).toMatchObject({ isInherited: false, state: "pending" });
  await submit(world.own);
  await drain();
  expect((await findRow(world.own, id)).state).toBe("applied");
  expect(world.sandbox.store.grants.get(world.own)?.has(id)).toBe(false);
});

test("access by organization role alone has no second role, and ends with that role", async () => {
  const { id } = world.sandbox.users.add({ email: "olena@northwind.example", role: "billing" });
  await syncDirectory();
  await start();
  expect((await findRow(world.own, id)).membership).toMatchObject({ inheritedRole: null });
  await (await database()).update(members).set({ role: "user" }).where(eq(members.id, id));
  expect((await findRow(world.own, id)).state).toBe("left");
});

test("keys here, keys elsewhere, and other workspaces are evidence, and a lead sees their own workspaces only", async () => {
  const here = await addUsedKey(world.ana, world.own, toDayAgo(100));
  await addUsedKey(world.ana, world.foreign, toDayAgo(2));
  await start();
  const row = await findRow(world.own, world.ana);
  expect(row.membership).toEqual({
    inheritedRole: null,
    elsewhere: [{ id: world.foreign, name: "Data science", role: "workspace_user" }],
    keys: [{ id: here, name: "theirs", usedOn: toDayAgo(100), cents: "12.5" }],
    keysElsewhereOn: toDayAgo(2),
  });
  const asLead = permitActor(await getActor(personas.lead), "reviews:read");
  const { rows } = await getReviewRows(asLead, { reviewId, workspaceId: world.own });
  expect(rows.find(({ userId }) => userId === world.ana)?.membership).toMatchObject({
    elsewhere: [],
    keysElsewhereOn: null,
    keys: [{ id: here }],
  });
});

test("nothing suggests to remove who works elsewhere, or who may have come lately", async () => {
  await knowHistory();
  await beHereFor(world.ana, 100);
  await addUsedKey(world.ana, world.foreign, toDayAgo(2));
  await beHereFor(world.ben, 10);
  await start();
  expect((await findRow(world.own, world.ana)).suggestion).toBeNull();
  expect((await findRow(world.own, world.ben)).suggestion).toBeNull();
});

test("nothing suggests to keep what a finding is open about", async () => {
  await knowHistory();
  await beHereFor(world.ana, 100);
  await beHereFor(world.ben, 100);
  const db = await database();
  await db
    .insert(personUsage)
    .values(
      ["ana", "ben"].map((name) => ({ email: `${name}@northwind.example`, lastActiveOn: toDayAgo(3) })),
    );
  await insertFinding({
    rule: "access_two_ways",
    subjectId: `${world.own}/${world.ana}`,
    workspaceId: world.own,
    memberId: world.ana,
  });
  await start();
  expect((await findRow(world.own, world.ana)).suggestion).toBeNull();
  expect((await findRow(world.own, world.ben)).suggestion).toBe("active");
});

test("a maker who was never listed has left, as the finding says", async () => {
  const key = await addUsedKey("user_never_listed", world.own, toDayAgo(1));
  await start({ kind: "keys" });
  expect((await findRow(world.own, key)).facts).toMatchObject({ isMakerGone: true });
});

test("the pack says which role is inherited, where else they are, and that they work elsewhere", async () => {
  const id = await addBillingAdmin();
  await addUsedKey(world.ana, world.foreign, toDayAgo(2));
  await start();
  const { lines } = await readPack();
  const lineOf = (userId: string) =>
    lines.find((line) => line.user_id === userId && line.workspace_id === world.own);
  expect(lineOf(id)).toMatchObject({ access: "both", inherited_role: "workspace_billing" });
  expect(lineOf(world.ana)).toMatchObject({
    access: "direct",
    roles_elsewhere: "Data science: workspace_user",
    keys_elsewhere_used_on: toDayAgo(2),
  });
});
