import { beforeEach, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { dismissedOpportunities } from "@/lib/core/db/savings-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { dismissOpportunity, restoreOpportunity } from "./actions";
import { getOpportunities } from "./opportunities";

const finance = "bob@northwind.example";
const lead = "lee@northwind.example";
const stranger = "dev@northwind.example";
const given = { kind: "batching" as const, reason: " Their answers can't wait ", days: 90 as const };
const today = toDay(new Date());
const after = { scope: "organization", reason: "Their answers can't wait", until: addDays(today, 90) };

beforeEach(async () => {
  await resetDatabase();
  await markRead(["cost", "usage"]);
  await addMember("bob", "billing");
  await addMember("dev", "developer");
  await addMember("lee", "user");
  await addMembership("lee", "w1", "workspace_admin");
});

const dismiss = (more: object = {}, as = finance) =>
  inRequest({ as }, () => dismissOpportunity({ ...given, ...more }));
const restore = (as = finance) => inRequest({ as }, () => restoreOpportunity({ kind: "batching" }));
const read = async (by = permitFor("finance", "cost:read")) =>
  (await getOpportunities(by, { from: addDays(today, -60), to: addDays(today, -31) })).dismissed;
const noApi = { absent: "Advice is Castellan's own; the API has none." };

describeAction("dismissOpportunity", {
  run: (as) => dismiss({}, as),
  changed: async () =>
    expect(await read()).toEqual([
      { kind: "batching", reason: after.reason, until: after.until, by: finance, byName: "bob" },
    ]),
  unchanged: async () => expect(await read()).toEqual([]),
  allowed: { by: { finance }, audit: { targetLabel: "batching", before: null, after } },
  forbidden: { by: { "someone without access": stranger } },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("dismissed_opportunities", "insert", run) } },
});

describeAction("restoreOpportunity", {
  run: restore,
  changed: async () => expect(await read()).toEqual([]),
  unchanged: async () => expect(await read()).toMatchObject([{ kind: "batching" }]),
  allowed: {
    by: { finance },
    given: dismiss,
    audit: { targetLabel: "batching", before: after, after: null },
  },
  forbidden: { by: { "someone without access": stranger }, given: dismiss },
  refusedByApi: noApi,
  lost: {
    stored: { given: dismiss, within: (run) => withBrokenTable("dismissed_opportunities", "delete", run) },
  },
});

test("advice is dismissed with a reason, once, until its time is over", async () => {
  for (const wrong of [{ reason: " " }, { days: 31 }, { kind: "no_advice" }])
    expect(await dismiss(wrong)).toMatchObject({ validationErrors: { code: "invalid" } });
  await dismiss();
  const refused = { serverError: { code: "conflict", reason: "already_dismissed" } };
  expect(await dismiss({ reason: "Mine" })).toMatchObject(refused);
  expect(await readAudit()).toMatchObject({ action: "opportunity.dismiss", outcome: "failed" });
  const db = await database();
  await db.update(dismissedOpportunities).set({ until: addDays(today, -1) });
  expect(await read()).toEqual([]);
  expect((await restore()).serverError).toMatchObject({ code: "not_found" });
  expect((await dismiss({ reason: "Again" })).serverError).toBeUndefined();
  expect(await read()).toMatchObject([{ reason: "Again" }]);
});

test("leads dismiss the advice of those who lead the same workspaces, and no one else's", async () => {
  await dismiss({}, lead);
  expect(await read()).toEqual([]);
  const ofLead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "cost:read");
  expect(await read(ofLead)).toMatchObject([{ by: lead }]);
});
