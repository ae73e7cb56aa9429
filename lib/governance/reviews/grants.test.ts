import { beforeEach, describe, expect, test } from "vitest";
import { readAudit, readAuditLog } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { personas } from "@/lib/sandbox/personas";
import { decideReview } from "./actions";
import { getReview } from "./detail-read-model";
import { getStartChoices, listReviews } from "./list-read-model";
import { getReviewRows } from "./rows-read-model";
import {
  admin,
  applyGrants,
  auditor,
  change,
  daysAgo,
  decideGrant,
  findGrantRow,
  give,
  gone,
  listGranted,
  makeGrants,
  other,
  startGrants,
  stateOf,
  submitGrants,
} from "./test-grants";
import { readRows, reviewId, start } from "./test-reviews";
import { grantsPlace } from "./vocabulary";

const reader = permitFor("auditor", "reviews:read");

beforeEach(makeGrants);

test("whoever starts a review learns beforehand whether there are grants", async () => {
  const asAdmin = permitFor("admin", "reviews:manage");
  expect(await getStartChoices(asAdmin)).toMatchObject({ hasGrants: true });
  await (await database()).delete(grants);
  expect(await getStartChoices(asAdmin)).toMatchObject({ hasGrants: false });
});

describe("a review of grants", () => {
  test("freezes every grant as it is, with who its person is in the organization", async () => {
    const db = await database();
    const found = { rule: "grant_suspended", subjectId: gone, label: gone, reach: 1, score: "1" };
    await db.insert(findings).values({ ...found, evidence: {}, since: daysAgo(1), firstSeenAt: daysAgo(1) });
    await give(personas.member.toUpperCase(), "auditor", { expiresAt: daysAgo(3) });
    expect((await startGrants()).serverError).toBeUndefined();
    const page = await readRows(grantsPlace);
    expect(page).toMatchObject({ kind: "grants", isArchived: false, mayDecide: false, added: [] });
    expect(page.rows).toHaveLength(4);
    const fresh = { kind: "grants", state: "open", isInherited: false, isSelf: false, facts: null };
    expect(await findGrantRow(auditor)).toMatchObject({
      ...fresh,
      role: "auditor",
      addedBy: admin,
      since: expect.stringMatching(/^20.*Z$/),
      organizationRole: "",
      suggestion: "active",
      grant: { source: "grant", note: "SOC 2", expiresOn: "2100-01-02", isExpired: false, memberId: null },
    });
    expect(await findGrantRow(other)).toMatchObject({ suggestion: "inactive", grant: { lastUsedAt: null } });
    expect(await findGrantRow(gone)).toMatchObject({
      suggestion: null,
      grant: { suspendedFor: "left", suspendedAt: expect.any(String), findings: ["grant_suspended"] },
    });
    expect(await findGrantRow(personas.member)).toMatchObject({
      organizationRole: "developer",
      suggestion: null,
      grant: { isExpired: true, memberId: expect.stringMatching(/^user_/) },
    });
    const { review, places } = await getReview(reader, reviewId);
    expect(review).toMatchObject({ kind: "grants", workspaceCount: 0, organizationKeys: [] });
    expect(places).toMatchObject([{ name: "Grants", reviewers: [], isArchived: false }]);
    expect(await readAudit()).toMatchObject({
      action: "review.start",
      after: { kind: "grants", rows: 4, workspaces: 0, hash: review.hash },
    });
  });

  test("is refused with workspaces, which grants don't have", async () => {
    const scope = { of: "workspaces" as const, ids: ["wrkspc_1"] };
    expect((await start({ kind: "grants", scope })).validationErrors).toMatchObject({ code: "invalid" });
  });

  test("has admins as reviewers only", async () => {
    const of = (email: string) => ({ of: "all" as const, reviewers: { [grantsPlace]: [email] } });
    expect((await start({ kind: "grants", scope: of(personas.lead) })).serverError).toMatchObject({
      reason: "reviewer_without_access",
    });
    expect((await start({ kind: "grants", scope: of(other) })).serverError).toBeUndefined();
    const { places } = await getReview(reader, reviewId);
    expect(places).toMatchObject([{ reviewers: [{ email: other, mayDecide: true }] }]);
  });

  test("doesn't exist for a lead, who can't decide or submit either", async () => {
    await startGrants();
    const lead = permitFor(newActor("lead", { workspaceIds: ["wrkspc_any"] }), "reviews:read");
    expect((await listReviews(lead)).reviews).toEqual([]);
    const asked = { reviewId, workspaceId: grantsPlace };
    await expect(getReviewRows(lead, asked)).rejects.toMatchObject({ code: "not_found" });
    await expect(getReview(lead, reviewId)).rejects.toMatchObject({ code: "not_found" });
    const as = personas.lead;
    expect((await decideGrant(auditor, "remove", { as })).serverError).toMatchObject({ code: "not_found" });
    expect((await submitGrants(as)).serverError).toMatchObject({ code: "not_found" });
    expect(await stateOf(auditor)).toBe("open");
  });
});

describe("revoking", () => {
  beforeEach(async () => {
    await startGrants();
    await decideGrant(gone, "remove");
    await decideGrant(auditor, "keep");
  });

  test("removes the grant by the write that exists for it, and keeps what is kept", async () => {
    expect((await submitGrants()).data).toMatchObject({ kept: 1, tasks: 0, calls: 1 });
    expect([await stateOf(gone), await stateOf(auditor)]).toEqual(["waiting", "kept"]);
    await applyGrants();
    expect(await listGranted()).toEqual([auditor, other]);
    expect([await stateOf(gone), await stateOf(auditor)]).toEqual(["applied", "kept"]);
    expect((await readAuditLog()).find(({ action }) => action === "grant.remove")).toMatchObject({
      actorEmail: admin,
      targetId: gone,
      outcome: "succeeded",
      before: { persona: "finance", suspendedFor: "left" },
      after: null,
    });
  });

  test.each([personas.finance, auditor, personas.member])("is forbidden to %s", async (as) => {
    const { version } = await findGrantRow(other);
    const given = { reviewId, workspaceId: grantsPlace, rows: [{ userId: other, version }] };
    const decision = { decision: "remove" as const, newRole: null, rotateBy: null, reason: "because" };
    const refused = await inRequest({ as }, () => decideReview({ ...given, ...decision }));
    expect(refused.serverError).toMatchObject({ code: "forbidden" });
    expect((await submitGrants(as)).serverError).toMatchObject({ code: "forbidden" });
    const recorded = { action: "review.submit", outcome: "failed", errorCode: "forbidden" };
    expect(await readAudit()).toMatchObject(recorded);
    expect(await listGranted()).toHaveLength(3);
  });

  test("doesn't happen once whoever submitted is no longer an admin", async () => {
    expect((await submitGrants(other)).data).toMatchObject({ calls: 1 });
    await change(other, { persona: "auditor" });
    await applyGrants();
    expect(await listGranted()).toContain(gone);
    expect(await stateOf(gone)).toBe("refused");
    const recorded = { action: "grant.remove", outcome: "failed", errorCode: "forbidden" };
    expect(await readAudit()).toMatchObject(recorded);
  });

  test("isn't done if the database doesn't store it, and can be submitted again", async () => {
    await submitGrants();
    await withBrokenTable("grants", "delete", applyGrants);
    expect(await listGranted()).toContain(gone);
    expect(await stateOf(gone)).toBe("refused");
    expect(await readAudit()).toMatchObject({ action: "grant.remove", targetId: gone, outcome: "failed" });
    await submitGrants();
    await applyGrants();
    expect(await stateOf(gone)).toBe("applied");
  });

  test("can't be turned into another change", async () => {
    const refused = await decideGrant(other, "change", { newRole: "workspace_user" });
    expect(refused.serverError).toMatchObject({ code: "invalid" });
    expect(await stateOf(other)).toBe("open");
  });
});
