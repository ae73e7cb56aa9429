import { eq } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRows } from "@/lib/core/db/own-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { addDays, toDay, toDayAgo } from "@/lib/core/format/calendar";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { personas } from "@/lib/sandbox/personas";
import { closeReview } from "./actions";
import { getReview } from "./detail-read-model";
import { makePack } from "./pack/make";
import {
  decide,
  drain,
  findRow,
  makeWorld,
  readRows,
  reviewId,
  start,
  submit,
  type World,
} from "./test-reviews";

let world: World;
const inMonth = addDays(toDay(new Date()), 30);
const auditor = permitFor("auditor", "reviews:read");

let first: string;
let second: string;
let third: string;

beforeEach(async () => {
  world = await makeWorld();
  const scope = { type: "workspace", workspace_id: world.own } as const;
  const add = (name: string) => world.sandbox.keys.add({ name, scope }).id;
  [first, second, third] = [add("first"), add("second"), add("third")];
  world.sandbox.keys.add({ name: "everywhere", scope: { type: "organization" } });
  await syncDirectory();
});

async function startKeys() {
  expect((await start({ kind: "keys" })).serverError).toBeUndefined();
  return (await readRows(world.own)).rows;
}
const statusOf = (id: string) => world.sandbox.store.keys.get(id)?.key.status;

test("a review of keys freezes the active ones with who made them, and Default's with those of everyone", async () => {
  const rows = await startKeys();
  const db = await database();
  const active = await db.select().from(apiKeys).where(eq(apiKeys.workspaceId, world.own));
  expect(rows.length).toBe(active.filter(({ status, goneAt }) => status === "active" && !goneAt).length);
  expect(rows.find(({ userId }) => userId === first)).toMatchObject({
    state: "open",
    isInherited: false,
    facts: { scope: "workspace", name: expect.any(String), findings: [] },
  });
  const [home] = await db.select().from(workspaces).where(eq(workspaces.isDefault, true));
  const { places, review } = await getReview(auditor, reviewId);
  expect(review.kind).toBe("keys");
  expect(places.every(({ progress }) => progress.total > 0)).toBe(true);
  const { rows: reached } = await readRows(home?.id ?? "");
  expect(reached.map(({ facts }) => facts)).toContainEqual(
    expect.objectContaining({ name: "everywhere", scope: "organization" }),
  );
});

test("suggestions come from the last use", async () => {
  const use = { apiKeyId: first, lastUsedOn: toDayAgo(2) };
  await (await database()).insert(apiKeyUsage).values(use);
  await startKeys();
  const row = await findRow(world.own, first);
  expect(row).toMatchObject({ suggestion: "active", keysUsedOn: toDayAgo(2), decision: null });
  const refused = await decide(world.own, row.userId, "remove", { reason: "", as: personas.admin });
  expect(refused.serverError).toMatchObject({ reason: "decision_needs_reason" });
});

test("keys are kept, deactivated by the bulk run, or become a task until they are no longer active", async () => {
  await startKeys();
  await decide(world.own, first, "keep");
  await decide(world.own, second, "remove");
  const early = await decide(world.own, third, "change", { rotateBy: toDayAgo(1) });
  expect(early.serverError).toMatchObject({ code: "invalid", fields: { rotateBy: [expect.anything()] } });
  const role = await decide(world.own, third, "change", { newRole: "workspace_user", rotateBy: inMonth });
  expect(role.serverError).toMatchObject({ code: "invalid" });
  await decide(world.own, third, "change", { rotateBy: inMonth });
  expect((await submit(world.own)).data).toMatchObject({ kept: 1, calls: 1, tasks: 1 });
  expect((await findRow(world.own, second)).state).toBe("waiting");
  await drain(new BulkRunner(keyOperations));
  expect(statusOf(second)).toBe("inactive");
  const states = async () =>
    Promise.all([first, second, third].map(async (id) => (await findRow(world.own, id)).state));
  expect(await states()).toEqual(["kept", "applied", "task"]);
  expect(await findRow(world.own, third)).toMatchObject({ rotateBy: inMonth });
  await (await database()).update(apiKeys).set({ status: "inactive" }).where(eq(apiKeys.id, third));
  expect(await states()).toEqual(["kept", "applied", "applied"]);
});

test("a key that was renamed after the start is submitted by the name that it has now", async () => {
  await startKeys();
  const db = await database();
  await db.update(apiKeys).set({ name: "renamed" }).where(eq(apiKeys.id, first));
  await decide(world.own, first, "remove");
  await submit(world.own);
  expect(await db.select({ label: bulkRows.label }).from(bulkRows)).toEqual([{ label: "renamed" }]);
});

test("a key can't be rotated by a day after its own end", async () => {
  const end = new Date(`${addDays(inMonth, -10)}T12:00:00Z`);
  await (await database()).update(apiKeys).set({ expiresAt: end }).where(eq(apiKeys.id, first));
  await startKeys();
  const late = await decide(world.own, first, "change", { rotateBy: inMonth });
  expect(late.serverError).toMatchObject({ code: "invalid", fields: { rotateBy: [expect.anything()] } });
  await decide(world.own, first, "change", { rotateBy: addDays(inMonth, -10) });
  expect(await findRow(world.own, first)).toMatchObject({
    state: "decided",
    rotateBy: addDays(inMonth, -10),
  });
});

test("a key that was stopped meanwhile is gone, and a new one never slips in", async () => {
  const rows = await startKeys();
  const db = await database();
  await db.update(apiKeys).set({ status: "inactive" }).where(eq(apiKeys.id, first));
  expect((await findRow(world.own, first)).state).toBe("left");
  const [known] = await db.select().from(apiKeys).where(eq(apiKeys.id, first));
  if (known) await db.insert(apiKeys).values({ ...known, id: "apikey_new", name: "New", status: "active" });
  const page = await readRows(world.own);
  expect(page.rows).toHaveLength(rows.length);
  expect(page.added).toMatchObject([{ userId: "apikey_new", name: "New" }]);
});

test("nobody decides about a key that they made", async () => {
  const db = await database();
  const [lead] = await db.select().from(members).where(eq(members.email, personas.lead));
  await db
    .update(apiKeys)
    .set({ createdById: lead?.id ?? null })
    .where(eq(apiKeys.workspaceId, world.own));
  await start({ kind: "keys" });
  const [own] = (await readRows(world.own)).rows;
  const refused = await decide(world.own, own?.userId ?? "", "keep");
  expect(refused.serverError).toMatchObject({ reason: "own_membership" });
});

test("the pack of a review of keys holds decisions and tasks", async () => {
  await startKeys();
  await decide(world.own, third, "change", { rotateBy: inMonth });
  await submit(world.own);
  await inRequest({ as: personas.admin }, () => closeReview({ reviewId, reason: "Later." }));
  const pieces: Uint8Array[] = [];
  for await (const piece of makePack(reviewId)) pieces.push(piece);
  const files = unzipSync(Buffer.concat(pieces));
  const csv = strFromU8(files["decisions.csv"] ?? new Uint8Array());
  expect(csv.split("\r\n").find((line) => line.includes(third))).toMatch(/rotate.*exception,task/);
  expect(strFromU8(files["report.html"] ?? new Uint8Array())).toContain("Review of API keys");
});
