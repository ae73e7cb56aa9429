import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import {
  assignFinding,
  assignFindings,
  dismissFinding,
  dismissFindings,
  reopenFinding,
  reopenFindings,
  unassignFinding,
} from "./actions";
import { findingOperations } from "./bulk";
import { dayAt } from "./test-truth";
import { toEndOfDay } from "./to-end-of-day";

const admin = "ada@northwind.example";
const lead = "lea@northwind.example";
const finance = "bob@northwind.example";
const auditor = "audrey@northwind.example";
const findingId = "00000000-0000-4000-8000-000000000001";
const theirs = "00000000-0000-4000-8000-000000000002";
const whole = "00000000-0000-4000-8000-000000000003";
const done = "00000000-0000-4000-8000-000000000004";
const until = dayAt(30);
const rule = "key_unused";

const finding = (id: string, workspaceId: string | null, more: object = {}) => ({
  id,
  rule,
  subjectId: `key_${id}`,
  label: "CI",
  workspaceId,
  reach: 2,
  since: new Date(0),
  score: "4",
  evidence: {},
  firstSeenAt: new Date(0),
  ...more,
});

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
  await addMember("lea", "user");
  await addMembership("lea", "w1", "workspace_admin");
  const db = await database();
  await db
    .insert(grants)
    .values({ email: auditor, persona: "auditor", createdBy: "x", createdAt: new Date() });
  await db
    .insert(findings)
    .values([
      finding(findingId, "w1"),
      finding(theirs, "w2"),
      finding(whole, null),
      finding(done, "w1", { resolvedAt: new Date(1) }),
    ]);
});

const dismiss = (as = admin, more: object = {}) =>
  inRequest({ as }, () => dismissFinding({ findingId, reason: " Known ", until, ...more }));
const reopen = (as = admin) => inRequest({ as }, () => reopenFinding({ findingId }));
const assign = (as = admin, more: object = {}) =>
  inRequest({ as }, () => assignFinding({ findingId, to: lead.toUpperCase(), dueOn: until, ...more }));
const unassign = (as = admin) => inRequest({ as }, () => unassignFinding({ findingId }));
const read = async (id = findingId) => {
  const db = await database();
  const [row] = await db.select().from(findings).where(eq(findings.id, id));
  return row;
};
const noApi = { absent: "Findings are Castellan's own; the API has none." };
const forbidden = { by: { finance, auditor } };
const broken = { within: (run: () => Promise<object>) => withBrokenTable("findings", "update", run) };

describeAction("dismissFinding", {
  run: dismiss,
  changed: async () =>
    expect(await read()).toMatchObject({ dismissReason: "Known", dismissedUntil: toEndOfDay(until) }),
  unchanged: async () => expect(await read()).toMatchObject({ dismissedBy: null, dismissedUntil: null }),
  allowed: {
    by: { admin, lead },
    audit: { targetLabel: "CI", before: { rule }, after: { rule, reason: "Known", until } },
  },
  forbidden,
  refusedByApi: noApi,
  lost: { stored: broken },
});

describeAction("reopenFinding", {
  run: reopen,
  changed: async () => expect(await read()).toMatchObject({ dismissedBy: null, dismissedUntil: null }),
  unchanged: async () => expect(await read()).toMatchObject({ dismissReason: "Known" }),
  allowed: {
    by: { admin, lead },
    given: dismiss,
    audit: { before: { rule, reason: "Known" }, after: { rule } },
  },
  forbidden: { ...forbidden, given: dismiss },
  refusedByApi: noApi,
  lost: { stored: { given: dismiss, ...broken } },
});

describeAction("assignFinding", {
  run: assign,
  changed: async () => expect(await read()).toMatchObject({ assignedTo: lead, dueOn: until }),
  unchanged: async () => expect(await read()).toMatchObject({ assignedTo: null, dueOn: null }),
  allowed: { by: { admin, lead }, audit: { targetLabel: "CI", after: { rule, to: lead, dueOn: until } } },
  forbidden,
  refusedByApi: noApi,
  lost: { stored: broken },
});

describeAction("unassignFinding", {
  run: unassign,
  changed: async () =>
    expect(await read()).toMatchObject({ assignedTo: null, assignedBy: null, dueOn: null }),
  unchanged: async () => expect(await read()).toMatchObject({ assignedTo: lead }),
  allowed: {
    by: { admin, lead },
    given: assign,
    audit: { before: { rule, to: lead, dueOn: until }, after: { rule } },
  },
  forbidden: { ...forbidden, given: assign },
  refusedByApi: noApi,
  lost: { stored: { given: assign, ...broken } },
});

describe("deciding on many", () => {
  const findingIds = [findingId, theirs, done];
  const start = {
    "finding.dismiss": (as = admin) =>
      inRequest({ as }, () => dismissFindings({ findingIds, reason: "Known", until })),
    "finding.reopen": (as = admin) => inRequest({ as }, () => reopenFindings({ findingIds })),
    "finding.assign": (as = admin) =>
      inRequest({ as }, () => assignFindings({ findingIds, to: lead, dueOn: until })),
  };
  const readRun = async () => (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows[0];
  const finish = async () => {
    const runner = new BulkRunner(findingOperations);
    while ((await runner.step()) === 0);
    return (await readRun())?.counts;
  };
  const readAll = () => Promise.all([findingId, theirs].map(read));

  const startsRun = (operation: keyof typeof start) => ({
    run: start[operation],
    changed: async () => expect(await readRun()).toMatchObject({ operation, counts: { queued: 3 } }),
    unchanged: async () => expect(await readRun()).toBeUndefined(),
    allowed: { by: { admin, lead }, audit: { targetLabel: operation, after: { rows: 3 } } },
    forbidden,
    refusedByApi: noApi,
    lost: { stored: { within: (run: () => Promise<object>) => withBrokenTable("bulk_runs", "insert", run) } },
  });
  describeAction("dismissFindings", startsRun("finding.dismiss"));
  describeAction("reopenFindings", startsRun("finding.reopen"));
  describeAction("assignFindings", startsRun("finding.assign"));

  test("dismisses and opens again what is open, in runs; what was resolved fails by itself", async () => {
    await start["finding.dismiss"]();
    expect(await finish()).toMatchObject({ succeeded: 2, failed: 1 });
    for (const row of await readAll())
      expect(row).toMatchObject({ dismissReason: "Known", dismissedBy: admin });
    await start["finding.reopen"]();
    expect(await finish()).toMatchObject({ succeeded: 2, failed: 1 });
    for (const row of await readAll()) expect(row).toMatchObject({ dismissReason: null, dismissedBy: null });
  });

  test("assigns only what the person sees, and for a lead only what is theirs", async () => {
    await start["finding.assign"]();
    expect(await finish()).toMatchObject({ succeeded: 1, failed: 2 });
    await start["finding.dismiss"](lead);
    expect(await finish()).toMatchObject({ succeeded: 1, failed: 2 });
    expect(await readAll()).toMatchObject([
      { assignedTo: lead, dismissedBy: lead },
      { assignedTo: null, dismissedBy: null },
    ]);
  });
});

describe("a decision", () => {
  test.each([theirs, whole])("of a lead reaches no finding of others (%s)", async (id) => {
    const before = await read(id);
    for (const answer of [await dismiss(lead, { findingId: id }), await assign(lead, { findingId: id })])
      expect(answer.serverError).toMatchObject({ code: "not_found" });
    expect(await read(id)).toEqual(before);
  });

  test("a decision needs an open finding", async () => {
    expect((await dismiss(admin, { findingId: done })).serverError).toMatchObject({ code: "not_found" });
  });

  test.each([
    { reason: " " },
    { reason: "x".repeat(501) },
    { until: dayAt(-1) },
    { until: "2026-02-30" },
    { more: 1 },
  ])("a decision isn't taken with %j", async (wrong) => {
    expect((await dismiss(admin, wrong)).validationErrors).toMatchObject({ code: "invalid" });
  });

  test("a decision assigns only to people who see the finding", async () => {
    const refused = { serverError: { code: "refused", reason: "assignee_without_access" } };
    for (const to of [finance, "nobody@northwind.example"])
      expect(await assign(admin, { to })).toMatchObject(refused);
    expect(await assign(admin, { to: lead, findingId: whole })).toMatchObject(refused);
    expect((await assign(admin, { to: auditor, findingId: whole })).serverError).toBeUndefined();
  });
});
