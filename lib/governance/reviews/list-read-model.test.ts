import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { getActor } from "@/lib/core/auth/actor";
import { permitActor } from "@/lib/core/auth/permit";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { personUsage, reportDays } from "@/lib/core/db/report-tables";
import { reviews as reviewsTable } from "@/lib/core/db/review-tables";
import { env } from "@/lib/core/env/env";
import { toDay, toDayAgo } from "@/lib/core/format/calendar";
import { personas } from "@/lib/sandbox/personas";
import { composeReviewMail } from "./compose";
import { findReviewName, getReview } from "./detail-read-model";
import { listReviews } from "./list-read-model";
import { toNextStart } from "./next-start";
import { expandReminders } from "./reminders-store";
import { getReviewRows } from "./rows-read-model";
import { expandReviews } from "./series";
import { decide, findRow, makeWorld, ownName, readRows, reviewId, start, type World } from "./test-reviews";

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

const asLead = async () => permitActor(await getActor(personas.lead), "reviews:read");
const auditor = permitFor("auditor", "reviews:read");

test("a lead learns nothing of other workspaces", async () => {
  await start();
  const lead = await asLead();
  const detail = await getReview(lead, reviewId);
  const led = new Set(lead.actor.workspaceIds);
  expect(detail.places.every(({ workspaceId }) => led.has(workspaceId))).toBe(true);
  expect(detail.review).toMatchObject({
    workspaceCount: detail.places.length,
    hash: null,
    organizationKeys: null,
  });
  const all = await getReview(auditor, reviewId);
  expect(all.places.length).toBeGreaterThan(detail.places.length);
  const [listed] = (await listReviews(lead)).reviews;
  expect(listed?.progress.total).toBeLessThan(all.review.progress.total);
  await expect(getReviewRows(lead, { reviewId, workspaceId: world.foreign })).rejects.toMatchObject({
    code: "not_found",
  });
  const own = await getReviewRows(lead, { reviewId, workspaceId: world.own });
  expect(own.rows.every(({ elsewhere }) => elsewhere === null)).toBe(true);
});

test("a review of other workspaces doesn't exist for a lead", async () => {
  await start({ scope: { of: "workspaces", ids: [world.foreign] } });
  const lead = await asLead();
  expect((await listReviews(lead)).reviews).toEqual([]);
  expect(await findReviewName(lead, reviewId)).toBeNull();
  await expect(getReview(lead, reviewId)).rejects.toMatchObject({ code: "not_found" });
});

test("evidence says who is active, and suggests without deciding", async () => {
  const db = await database();
  const today = toDay(new Date());
  await db.insert(reportDays).values(
    [toDayAgo(120), today].map((day) => ({
      report: "claude-code",
      day,
      fetchedAt: new Date(),
      isRefused: false,
      rowCount: 1,
      digest: "x",
    })),
  );
  await db.insert(personUsage).values([
    { email: "ana@northwind.example", lastActiveOn: toDayAgo(3) },
    { email: "ben@northwind.example", lastActiveOn: toDayAgo(100) },
  ]);
  await db.execute(sql`update members set added_at = now() - interval '200 days'
    where email in ('ana@northwind.example', 'ben@northwind.example')`);
  await db.execute(
    sql`update workspaces set created_at = now() - interval '300 days' where id = ${world.own}`,
  );
  await db.execute(
    sql`update workspace_members set first_seen_at = now() - interval '100 days' where user_id = ${world.ben}`,
  );
  await start();
  expect(await findRow(world.own, world.ana)).toMatchObject({
    lastActiveOn: toDayAgo(3),
    suggestion: "active",
    decision: null,
    elsewhere: 1,
    isInherited: false,
  });
  expect(await findRow(world.own, world.ben)).toMatchObject({ suggestion: "inactive", decision: null });
  const refused = await decide(world.own, world.ben, "keep", { reason: "" });
  expect(refused.serverError).toMatchObject({ reason: "decision_needs_reason" });
});

test("people with access by their organization role are part of it, without a suggestion", async () => {
  await start();
  const { rows } = await readRows(world.own);
  const admins = rows.filter(({ isInherited }) => isInherited);
  expect(admins.length).toBeGreaterThan(0);
  expect(new Set(admins.map(({ suggestion }) => suggestion))).toEqual(new Set([null]));
});

test("a series starts its next review on time, once, and reminds reviewers while something is open", async () => {
  await start({ cadence: "monthly" });
  const next = toNextStart("monthly", new Date());
  await expandReviews(next);
  await expandReviews(next);
  const { reviews } = await listReviews(auditor);
  expect(reviews).toHaveLength(2);
  expect(reviews.filter(({ nextAt }) => nextAt !== null)).toHaveLength(1);
  const again = reviews.find(({ id }) => id !== reviewId);
  const rows = await getReviewRows(auditor, { reviewId: again?.id ?? "", workspaceId: world.own });
  expect(new Set(rows.rows.map(({ change }) => change))).toEqual(new Set(["same"]));
  const messages = await (await database()).select().from(deliveries);
  const toLead = messages.filter(
    ({ recipient, sourceId }) => recipient === personas.lead && sourceId === again?.id,
  );
  expect(toLead).toHaveLength(1);
  const [message] = toLead;
  if (!message) throw new Error("there is no message");
  const composed = await composeReviewMail({ ...message, channel: "person" });
  expect(composed).toMatchObject({ mail: { subject: expect.stringContaining("Autumn") } });
  expect(JSON.stringify(composed)).toContain(ownName);
  expect(JSON.stringify(composed)).not.toContain("Data science");
});

test.each([
  ["sign-in method is no longer accepted", { method: "okta" }],
  ["provider is another one by now", { providerAddress: "https://earlier.example" }],
])("a series stops once its starter's %s, and keeps the sign-in until then", async (_, change) => {
  await start({ cadence: "monthly" });
  const next = toNextStart("monthly", new Date());
  await expandReviews(next);
  const db = await database();
  expect(await db.select({ method: reviewsTable.method }).from(reviewsTable)).toEqual([
    { method: "sandbox" },
    { method: "sandbox" },
  ]);
  await db.update(reviewsTable).set(change);
  await expandReviews(toNextStart("monthly", next));
  const { reviews } = await listReviews(auditor);
  expect(reviews).toHaveLength(2);
  expect(reviews.filter(({ isStopped }) => isStopped)).toHaveLength(1);
});

test("reminders reach nobody without mail and webhooks, or once nothing is left", async () => {
  const readObstacle = async () => (await getReview(auditor, reviewId)).review.remindObstacle;
  await start();
  expect(await readObstacle()).toBeNull();
  env.SMTP_URL = undefined;
  expect(await readObstacle()).toBe("no_channel");
  await expandReminders(new Date());
  const db = await database();
  expect(await db.select().from(deliveries)).toEqual([]);
  await db.execute(sql`update reviews set webhooks = '["00000000-0000-4000-8000-000000000009"]'`);
  expect(await readObstacle()).toBeNull();
  await expandReminders(new Date());
  expect(await db.select().from(deliveries)).toMatchObject([{ channel: "webhook" }]);
  await db.execute(sql`update workspaces set archived_at = now()`);
  expect(await readObstacle()).toBe("none_left");
});

test("the next review of a series falls on the last day of a shorter month", () => {
  expect(toDay(toNextStart("monthly", new Date("2026-01-31T08:00:00Z")))).toBe("2026-02-28");
  expect(toDay(toNextStart("quarterly", new Date("2026-11-30T08:00:00Z")))).toBe("2027-02-28");
});
