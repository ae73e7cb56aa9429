import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { identities } from "@/lib/core/db/identity-tables";
import { reviewRows } from "@/lib/core/db/review-tables";
import { membershipOperations } from "@/lib/directory/workspaces/membership-bulk";
import { personas } from "@/lib/sandbox/personas";
import { closeReview, reassignReview } from "./actions";
import { getReview } from "./detail-read-model";
import { hashReview } from "./freeze-store";
import {
  decide,
  drain,
  findInherited,
  findRow,
  leaveRunning,
  makeWorld,
  readRows,
  reviewId,
  start,
  submit,
  type World,
} from "./test-reviews";

let world: World;

beforeEach(async () => {
  world = await makeWorld();
  await start();
});

const stateOf = async (userId: string) => (await findRow(world.own, userId)).state;
const roleOf = (userId: string) => world.sandbox.store.grants.get(world.own)?.get(userId) ?? null;
const countRequests = (method: string, userId: string) =>
  world.sandbox.requests.get(`${method} /v1/organizations/workspaces/${world.own}/members/${userId}`) ?? 0;
const leadId = async () =>
  (await readRows(world.own)).rows.find(({ email }) => email === personas.lead)?.userId ?? "";

async function demoteLead() {
  const isIt = and(eq(workspaceMembers.workspaceId, world.own), eq(workspaceMembers.userId, await leadId()));
  await (await database()).update(workspaceMembers).set({ role: "workspace_user" }).where(isIt);
}

test("decisions are applied when the reviewer submits, and each row has its result", async () => {
  const task = await findInherited(world.own);
  await decide(world.own, world.ana, "change", { newRole: "workspace_developer" });
  await decide(world.own, world.ben, "remove");
  await decide(world.own, task, "remove", { reason: "No admin any more." });
  expect([roleOf(world.ana), roleOf(world.ben)]).toEqual(["workspace_user", "workspace_developer"]);
  const { data } = await submit(world.own);
  expect(data).toMatchObject({ calls: 2, tasks: 1, kept: 0 });
  await drain();
  expect([roleOf(world.ana), roleOf(world.ben)]).toEqual(["workspace_developer", null]);
  expect([await stateOf(world.ana), await stateOf(world.ben), await stateOf(task)]).toEqual([
    "applied",
    "applied",
    "task",
  ]);
  await (await database()).update(members).set({ role: "user" }).where(eq(members.id, task));
  expect(await stateOf(task)).toBe("applied");
});

test("members who join or leave after the freeze are shown as such, and never slip in", async () => {
  const late = world.sandbox.users.add({ email: "late@northwind.example", role: "user" }).id;
  world.sandbox.store.grants.get(world.own)?.set(late, "workspace_user");
  world.sandbox.store.grants.get(world.own)?.delete(world.ana);
  const before = await readRows(world.own);
  await syncDirectory();
  const after = await readRows(world.own);
  expect(after.rows.map(({ userId }) => userId)).toEqual(before.rows.map(({ userId }) => userId));
  expect(after.added).toMatchObject([{ userId: late, role: "workspace_user" }]);
  expect(await stateOf(world.ana)).toBe("left");
  const refused = await decide(world.own, world.ana, "remove");
  expect(refused.serverError).toMatchObject({ code: "conflict" });
});

test("a role that changed meanwhile isn't overwritten until the reviewer has seen it; the row stays open and says why", async () => {
  await decide(world.own, world.ben, "remove");
  world.sandbox.store.grants.get(world.own)?.set(world.ben, "workspace_admin");
  await syncDirectory();
  expect(await findRow(world.own, world.ben)).toMatchObject({
    role: "workspace_developer",
    roleNow: "workspace_admin",
  });
  await submit(world.own);
  await drain();
  expect(roleOf(world.ben)).toBe("workspace_admin");
  expect(await findRow(world.own, world.ben)).toMatchObject({ state: "refused", errorCode: "conflict" });
  await decide(world.own, world.ben, "remove");
  await submit(world.own, personas.lead, { [world.ben]: "workspace_admin" });
  await drain();
  expect(roleOf(world.ben)).toBeNull();
  expect(await stateOf(world.ben)).toBe("applied");
});

test("a removal that the mirror already shows isn't over, and the review can't close, before its bulk change is", async () => {
  await decide(world.own, world.ben, "remove");
  await submit(world.own);
  const isIt = and(eq(workspaceMembers.workspaceId, world.own), eq(workspaceMembers.userId, world.ben));
  await (await database()).update(workspaceMembers).set({ goneAt: new Date() }).where(isIt);
  expect(await stateOf(world.ben)).toBe("waiting");
  const closed = await inRequest({ as: personas.admin }, () => closeReview({ reviewId, reason: "over" }));
  expect(closed.serverError).toMatchObject({ reason: "review_applying" });
});

test("what the API refuses stays open, says why, and can be decided again", async () => {
  const path = `/workspaces/${world.own}/members/${world.ben}`;
  world.sandbox.faults.add({ kind: "error", status: 400, method: "DELETE", path, times: 1 });
  await decide(world.own, world.ben, "remove");
  await submit(world.own);
  await drain();
  expect(await findRow(world.own, world.ben)).toMatchObject({ state: "refused", errorCode: "refused" });
  await decide(world.own, world.ben, "keep");
  await submit(world.own);
  expect(await stateOf(world.ben)).toBe("kept");
});

test("a reviewer who is demoted decides nothing more, and an admin sees it and takes over", async () => {
  await demoteLead();
  const { serverError } = await decide(world.own, world.ana, "keep");
  expect(serverError).toMatchObject({ code: "not_found" });
  const admin = permitFor("admin", "reviews:read");
  const { places } = await getReview(admin, reviewId);
  const place = places.find(({ workspaceId }) => workspaceId === world.own);
  expect(place?.reviewers).toContainEqual({ email: personas.lead, mayDecide: false });
  const before = place?.reviewers.map(({ email }) => email) ?? [];
  const given = { reviewId, workspaceId: world.own, before, reviewers: [personas.admin] };
  expect((await inRequest({ as: personas.admin }, () => reassignReview(given))).serverError).toBeUndefined();
  expect((await decide(world.own, world.ana, "keep", { as: personas.admin })).serverError).toBeUndefined();
});

test("a decision by somebody whose right has ended has to be made again", async () => {
  await decide(world.own, world.ben, "remove");
  await demoteLead();
  expect(await stateOf(world.ben)).toBe("lapsed");
  expect((await submit(world.own, personas.admin)).serverError).toMatchObject({ reason: "nothing_decided" });
  await decide(world.own, world.ben, "remove", { as: personas.admin });
  expect((await submit(world.own, personas.admin)).data).toMatchObject({ calls: 1 });
});

test("a decision lapses when another account takes over the address of whoever made it", async () => {
  await decide(world.own, world.ben, "remove");
  const place = { method: "sandbox", issuer: "", subject: personas.lead };
  const at = new Date(Date.now() + 1000);
  const account = { email: personas.lead, ...place, boundAt: at, seenAt: at, personSince: at };
  const db = await database();
  await db.insert(identities).values(account).onConflictDoUpdate({ target: identities.email, set: account });
  expect(await stateOf(world.ben)).toBe("lapsed");
  expect((await submit(world.own, personas.admin)).serverError).toMatchObject({ reason: "nothing_decided" });
});

test("a run whose starter loses the right before it is applied changes nothing", async () => {
  await decide(world.own, world.ben, "remove");
  await submit(world.own);
  await demoteLead();
  await drain();
  expect(roleOf(world.ben)).toBe("workspace_developer");
  expect(await stateOf(world.ben)).toBe("refused");
});

test("a workspace archived in the middle has nothing left to decide", async () => {
  await (await database())
    .update(workspaces)
    .set({ archivedAt: new Date() })
    .where(eq(workspaces.id, world.own));
  const page = await readRows(world.own);
  expect(page.isArchived).toBe(true);
  expect(new Set(page.rows.map(({ state }) => state))).toEqual(new Set(["archived"]));
});

test("of two reviewers at once, the second sees the first one's decision", async () => {
  await decide(world.own, world.ana, "remove");
  const second = await decide(world.own, world.ana, "keep", { as: personas.admin, version: 0 });
  expect(second.serverError).toMatchObject({ code: "conflict", reason: "review_changed_meanwhile" });
  expect(await findRow(world.own, world.ana)).toMatchObject({ decision: "remove", decidedBy: personas.lead });
});

test("while the API is down, a submitted decision is pending, not done, and can be submitted again", async () => {
  world.sandbox.faults.add({ kind: "lost_before", path: `/workspaces/${world.own}/members/${world.ben}` });
  await decide(world.own, world.ben, "remove");
  await submit(world.own);
  await drain();
  expect(await stateOf(world.ben)).toBe("pending");
  expect(roleOf(world.ben)).toBe("workspace_developer");
  world.sandbox.faults.clear();
  await submit(world.own);
  await drain();
  expect(await stateOf(world.ben)).toBe("applied");
});

describe("a server that is killed while it applies", () => {
  test("a server that is killed while it applies has its row finished by another, once", async () => {
    await decide(world.own, world.ben, "remove");
    const { data } = await submit(world.own);
    await leaveRunning(data?.runId ?? "");
    expect(await stateOf(world.ben)).toBe("waiting");
    await drain(new BulkRunner(membershipOperations));
    expect(await stateOf(world.ben)).toBe("applied");
    expect(countRequests("DELETE", world.ben)).toBeLessThanOrEqual(1);
    expect(roleOf(world.ben)).toBeNull();
  });
});

test("what is frozen is hashed, and a change of it shows", async () => {
  const db = await database();
  const admin = permitFor("admin", "reviews:read");
  const { hash } = (await getReview(admin, reviewId)).review;
  await decide(world.own, world.ana, "keep");
  expect(await hashReview(db, reviewId)).toBe(hash);
  await db.update(reviewRows).set({ role: "workspace_admin" }).where(eq(reviewRows.userId, world.ana));
  expect(await hashReview(db, reviewId)).not.toBe(hash);
});
