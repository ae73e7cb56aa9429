import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaceMembers } from "@/lib/core/db/directory-tables";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { findHits } from "@/lib/governance/findings/test-truth";
import { personas } from "@/lib/sandbox/personas";
import { closeReview, decideReview, submitReview } from "./actions";
import { getReviewRows } from "./rows-read-model";
import { decide, drain, makeWorld, reviewId, start, submit, type World } from "./test-reviews";

let world: World;
const next = "00000000-0000-4000-8000-000000000002";

beforeEach(async () => {
  world = await makeWorld();
});

const close = (id: string) =>
  inRequest({ as: personas.admin }, () => closeReview({ reviewId: id, reason: "It is over." }));
const readNext = async (userId: string) => {
  const asked = { reviewId: next, workspaceId: world.own };
  const { rows } = await getReviewRows(permitFor("auditor", "reviews:read"), asked);
  return rows.find((row) => row.userId === userId);
};
const listAgain = async () => (await findHits("access_again")).map(({ subject_id }) => subject_id);

test("access that a review ended and someone gave again is marked in the next one, and a finding until that keeps it", async () => {
  const db = await database();
  const { own, ana } = world;
  await start();
  await decide(own, ana, "remove", { reason: "Changed teams." });
  await submit(own);
  await drain();
  await close(reviewId);
  expect(await listAgain()).toEqual([]);

  const isAna = and(eq(workspaceMembers.workspaceId, own), eq(workspaceMembers.userId, ana));
  await db.update(workspaceMembers).set({ goneAt: null }).where(isAna);
  expect(await listAgain()).toEqual([`${own}/${ana}`]);
  await start({ reviewId: next });
  const row = await readNext(ana);
  expect(row).toMatchObject({ change: "again", suggestion: null });

  const rows = [{ userId: ana, version: row?.version ?? 0 }];
  const given = { rows, decision: "keep" as const, newRole: null, rotateBy: null, reason: "Needed again." };
  const as = personas.admin;
  await inRequest({ as }, () => decideReview({ reviewId: next, workspaceId: own, ...given }));
  await inRequest({ as }, () => submitReview({ reviewId: next, workspaceId: own }));
  await close(next);
  expect(await listAgain()).toEqual([]);
});

test("a key that a review deactivated and someone activated again is marked in the next one", async () => {
  const { own } = world;
  const key = world.sandbox.keys.add({ name: "again", scope: { type: "workspace", workspace_id: own } }).id;
  await syncDirectory();
  await start({ kind: "keys" });
  await decide(own, key, "remove");
  await submit(own);
  await drain(new BulkRunner(keyOperations));
  await close(reviewId);
  await (await database()).update(apiKeys).set({ status: "active" }).where(eq(apiKeys.id, key));
  await start({ reviewId: next, kind: "keys" });
  expect(await readNext(key)).toMatchObject({ change: "again", suggestion: null });
});
