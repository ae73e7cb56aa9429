import { eq, sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { members } from "@/lib/core/db/directory-tables";
import { reviewRows, reviews } from "@/lib/core/db/review-tables";
import { env } from "@/lib/core/env/env";
import { closeReview } from "./actions";
import { composeReviewMail } from "./compose";
import { getReview } from "./detail-read-model";
import { hashReview } from "./freeze-store";
import { makePack } from "./pack/make";
import { readManifest } from "./pack/manifest";
import { describePack } from "./pack/sentence";
import { expandReminders } from "./reminders-store";
import { getReviewRows } from "./rows-read-model";
import {
  admin,
  applyGrants,
  auditor,
  change,
  decideGrant,
  findGrantRow,
  give,
  gone,
  listGranted,
  makeGrants,
  other,
  remove,
  startGrants,
  stateOf,
  submitGrants,
} from "./test-grants";
import { readRows, reviewId, start } from "./test-reviews";
import { grantsPlace } from "./vocabulary";

const later = () => new Date(Date.now() + 60_000);
const close = (reason: string) => inRequest({ as: admin }, () => closeReview({ reviewId, reason }));
const readAs = (email: string) =>
  getReviewRows(permitFor(newActor("admin", { email, memberId: null }), "reviews:read"), {
    reviewId,
    workspaceId: grantsPlace,
  });

beforeEach(makeGrants);

describe("one's own grant", () => {
  test("one's own grant is decided by another admin", async () => {
    await startGrants();
    const refused = await decideGrant(other, "keep", { as: other });
    expect(refused.serverError).toMatchObject({ code: "refused", reason: "own_membership" });
    expect(await readAs(other)).toMatchObject({ isAlone: false, mayDecide: true });
    await decideGrant(other, "remove");
    // Whoever it is about doesn't submit it either.
    expect((await submitGrants(other)).serverError).toMatchObject({ reason: "nothing_decided" });
    await submitGrants();
    await applyGrants();
    expect(await listGranted()).not.toContain(other);
  });

  test("one's own grant says that nobody can decide where there is no other admin, and the review can be closed", async () => {
    const db = await database();
    await db.update(members).set({ role: "user" }).where(sql`role in ('admin', 'owner', 'primary_owner')`);
    expect((await start({ kind: "grants" }, other)).serverError).toBeUndefined();
    const { isAlone, rows } = await readAs(other);
    expect(isAlone).toBe(true);
    expect(rows.filter(({ isSelf }) => isSelf)).toMatchObject([{ email: other, state: "open" }]);
    const closed = await inRequest({ as: other }, () => closeReview({ reviewId, reason: "No other admin." }));
    expect(closed.serverError).toBeUndefined();
    expect(await stateOf(other)).toBe("exception");
  });
});

test("what only a reviewer themself could decide is asked of other admins, not of them", async () => {
  await start({ kind: "grants", scope: { of: "all", reviewers: { [grantsPlace]: [other] } } });
  await decideGrant(gone, "keep");
  await decideGrant(auditor, "keep");
  await expandReminders(new Date());
  await submitGrants();
  const db = await database();
  const messages = await db.select().from(deliveries);
  expect(messages.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining([admin, other]));
  const compose = async (to: string) => {
    const message = messages.find(({ recipient }) => recipient === to);
    return message && composeReviewMail({ ...message, channel: "person" });
  };
  expect(await compose(other)).toEqual({ stopped: "review_decided" });
  expect(JSON.stringify(await compose(admin))).toContain("1 decision");
});

describe("what happens to a grant after the freeze", () => {
  beforeEach(async () => {
    await startGrants();
  });

  test("what happens to a grant after the freeze is shown beside what was frozen", async () => {
    await change(auditor, { persona: "admin", expiresAt: new Date("2101-05-06T23:59:59.999Z") });
    await change(gone, { suspendedFor: null, renewedAt: later() });
    await give("new@outside.example", "finance");
    await remove(other);
    expect(await findGrantRow(auditor)).toMatchObject({
      role: "auditor",
      roleNow: "admin",
      grant: { expiresOn: "2100-01-02" },
      grantNow: { expiresOn: "2101-05-06", suspendedFor: null },
    });
    expect(await findGrantRow(gone)).toMatchObject({
      grant: { suspendedFor: "left" },
      grantNow: { suspendedFor: null, renewedAt: expect.any(String) },
    });
    expect(await findGrantRow(other)).toMatchObject({ state: "left", grantNow: null });
    const { added } = await readRows(grantsPlace);
    expect(added).toMatchObject([{ email: "new@outside.example", role: "finance" }]);
  });

  test("what happens to a grant after the freeze means another grant if it was removed and given again, which is neither reviewed nor revoked", async () => {
    await decideGrant(gone, "remove");
    await submitGrants();
    await remove(gone);
    await give(gone, "admin", { createdAt: later() });
    await applyGrants();
    expect(await listGranted()).toContain(gone);
    expect(await readAudit()).toMatchObject({
      action: "grant.remove",
      outcome: "failed",
      errorCode: "conflict",
    });
    expect(await stateOf(gone)).toBe("applied");
    expect((await readRows(grantsPlace)).added).toMatchObject([{ email: gone, role: "admin" }]);
  });

  test("what happens to a grant after the freeze keeps it from being revoked with other rights than the reviewer saw, and the row says so", async () => {
    await decideGrant(auditor, "remove");
    await submitGrants();
    await change(auditor, { persona: "finance" });
    await applyGrants();
    expect(await listGranted()).toContain(auditor);
    expect(await findGrantRow(auditor)).toMatchObject({ state: "refused", errorCode: "conflict" });
    expect((await decideGrant(auditor, "keep")).serverError).toBeUndefined();
  });

  test("what happens to a grant after the freeze makes a revocation be decided again if it was renewed", async () => {
    await decideGrant(gone, "remove");
    await decideGrant(auditor, "keep");
    await change(gone, { suspendedFor: null, renewedAt: later() });
    await change(auditor, { renewedAt: later() });
    expect([await stateOf(gone), await stateOf(auditor)]).toEqual(["lapsed", "decided"]);
    expect((await submitGrants()).data).toMatchObject({ kept: 1, calls: 0 });
  });
});

describe("an admin whom BOOTSTRAP_ADMINS names", () => {
  const email = "rescue@outside.example";
  const id = `BOOTSTRAP_ADMINS ${email}`;
  beforeEach(async () => {
    env.BOOTSTRAP_ADMINS.push(email);
    await give(email, "auditor");
    await startGrants();
  });
  afterEach(() => {
    env.BOOTSTRAP_ADMINS.length = 0;
  });

  test("an admin whom BOOTSTRAP_ADMINS names is a row that can only be kept, beside that of a grant", async () => {
    expect(await findGrantRow(id)).toMatchObject({
      email,
      role: "admin",
      isInherited: true,
      addedBy: "BOOTSTRAP_ADMINS",
      grant: { source: "environment" },
    });
    expect(await findGrantRow(email)).toMatchObject({ role: "auditor", grant: { source: "grant" } });
    expect((await decideGrant(id, "remove")).serverError).toMatchObject({ reason: "break_glass_access" });
    expect((await decideGrant(id, "keep", { as: email })).serverError).toMatchObject({
      reason: "own_membership",
    });
    await decideGrant(id, "keep");
    expect((await submitGrants()).data).toMatchObject({ kept: 1, calls: 0 });
    expect(await stateOf(id)).toBe("kept");
  });

  test("an admin whom BOOTSTRAP_ADMINS names is gone once the variable doesn't name them any more", async () => {
    env.BOOTSTRAP_ADMINS.length = 0;
    expect([await stateOf(id), await stateOf(email)]).toEqual(["left", "open"]);
  });
});

describe("the pack of a review of grants", () => {
  async function makeFiles() {
    const pieces: Uint8Array[] = [];
    for await (const piece of makePack(reviewId)) pieces.push(piece);
    const files = unzipSync(Buffer.concat(pieces));
    return (name: string) => strFromU8(files[name] ?? new Uint8Array());
  }

  test("the pack of a review of grants holds what was frozen and decided, in all its files", async () => {
    await startGrants();
    await decideGrant(gone, "remove");
    await decideGrant(auditor, "keep");
    await submitGrants();
    await applyGrants();
    await change(auditor, { persona: "finance", note: "changed" });
    await give("new@outside.example", "finance");
    expect((await close("")).serverError).toMatchObject({ reason: "decision_needs_reason" });
    await close("Later.");
    const read = await makeFiles();
    const { data, meta } = Papa.parse<Record<string, string>>(read("decisions.csv").trim(), { header: true });
    expect(meta.fields).not.toContain("workspace_id");
    expect(data).toMatchObject([
      { email: auditor, access: "auditor", note: "SOC 2", decision: "keep", outcome: "kept" },
      { email: gone, suspended_for: "left", decision: "revoke", outcome: "applied" },
      { email: other, access: "admin", decision: "", outcome: "exception", end_state: "open" },
    ]);
    const report = read("report.html");
    for (const text of [
      "Review of grants",
      "Note: SOC 2",
      "Revoked",
      "Not a member",
      "new@outside.example, Finance",
    ])
      expect(report).toContain(text);
    expect(report).not.toMatch(/workspace/i);
    const whole = JSON.parse(read("review.json"));
    expect(whole.workspaces[0].rows[0]).toMatchObject({ grant: { note: "SOC 2" }, facts: null });
    const manifest = readManifest(read("manifest.json"))?.manifest;
    expect(manifest).toMatchObject({ rows: 3, workspaces: 0, exceptions: 1, review: { kind: "grants" } });
    expect(manifest?.population.frozen).toBe(manifest?.population.found);
    expect(describePack({ faults: [], manifest: manifest ?? null }, true)).toContain("3 rows, 1 exceptions.");
  });

  test("would show that what was frozen of a grant was changed in the database", async () => {
    await startGrants();
    const db = await database();
    const [review] = await db.select().from(reviews).where(eq(reviews.id, reviewId));
    expect(await hashReview(db, reviewId)).toBe(review?.hash);
    await db
      .update(reviewRows)
      .set({ facts: sql`facts || '{"note": "other"}'` })
      .where(eq(reviewRows.userId, auditor));
    expect(await hashReview(db, reviewId)).not.toBe(review?.hash);
  });

  test("the pack of a review of grants compares with the last review: what is new, changed, or no longer there", async () => {
    await startGrants();
    await close("Later.");
    await change(auditor, { persona: "finance" });
    await remove(gone);
    await give("new@outside.example", "finance");
    const next = "00000000-0000-4000-8000-000000000002";
    await start({ reviewId: next, kind: "grants" });
    const { rows } = await getReviewRows(permitFor("auditor", "reviews:read"), {
      reviewId: next,
      workspaceId: grantsPlace,
    });
    expect(rows.map(({ email, change, previousRole }) => [email, change, previousRole])).toEqual([
      [auditor, "role", "auditor"],
      ["new@outside.example", "added", null],
      [other, "same", "admin"],
    ]);
    expect((await getReview(permitFor("auditor", "reviews:read"), next)).review.progress.total).toBe(3);
  });
});
