import { beforeEach, expect, test } from "vitest";
import { openEntry } from "@/lib/core/audit/entry";
import { readAudit } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withUnsettled } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { resolveUnknown } from "./actions";
import { listActivity } from "./read-model";
import { loadActivitySearch } from "./search-params";
import type { ResolvedOutcome } from "./vocabulary";

const by = permitFor("auditor", "activity:read");
let entryId: string;

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
  const operation = { action: "member.change_role", targetId: "user_1", request: {} } as const;
  const entry = await openEntry({ ...operation, actor: newActor("admin") });
  await entry.settle({ outcome: "unknown", label: "ines@x.example", errorCode: "outcome_unknown" });
  entryId = entry.id;
});

const resolve = (outcome: ResolvedOutcome, as = "ada@northwind.example", id = entryId) =>
  inRequest({ as }, () => resolveUnknown({ entryId: id, outcome }));
const list = async () => (await listActivity(by, loadActivitySearch({ noun: "member" }))).rows;

describeAction("resolveUnknown", {
  run: (as) => resolve("failed", as),
  changed: async () => {
    expect(await list()).toMatchObject([
      { outcome: "failed", resolvedBy: "ada@northwind.example", changes: [] },
    ]);
    const { outcomes } = await listActivity(by, loadActivitySearch({}));
    expect(outcomes.map(({ value }) => value)).not.toContain("unknown");
  },
  unchanged: async () => expect(await list()).toMatchObject([{ outcome: "unknown", resolvedBy: null }]),
  allowed: {
    by: { "an admin": "ada@northwind.example" },
    audit: () => ({
      targetId: entryId,
      targetLabel: "ines@x.example",
      before: { outcome: "unknown" },
      after: { outcome: "failed", act: "member.change_role" },
    }),
  },
  forbidden: { by: { finance: "bob@northwind.example" } },
  refusedByApi: { absent: "What became of an operation is recorded here; the API is not asked." },
  lost: { stored: { within: (run) => withUnsettled("activity.resolve", run) } },
});

test("resolveUnknown finds nothing to resolve a second time, because the outcome is known", async () => {
  await resolve("succeeded");
  expect((await resolve("failed")).serverError).toMatchObject({ code: "not_found" });
  expect(await list()).toMatchObject([{ outcome: "succeeded" }]);
  expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
});
