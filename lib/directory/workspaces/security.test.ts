import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { changes } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { listActivity } from "@/lib/governance/activity/read-model";
import { loadActivitySearch } from "@/lib/governance/activity/search-params";
import { evaluateFindings } from "@/lib/governance/findings/evaluate";
import { listFindings } from "@/lib/governance/findings/list-read-model";
import { loadFindingSearch } from "@/lib/governance/findings/search-params";
import type { Workspace } from "@/lib/sandbox/records";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { getWorkspace } from "./list-read-model";
import { workspace } from "./response-schema";
import { syncWorkspaces } from "./sync";

let sandbox: TestSandbox;
const reader = permitFor("auditor", "workspaces:read");

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  await syncWorkspaces();
});

async function findChanges(actor = newActor("admin")): Promise<[rule: string, name: string][]> {
  await evaluateFindings();
  const search = loadFindingSearch({ rule: "retention_changed,customer_key_changed" });
  const { rows } = await listFindings(permitFor(actor, "findings:read"), search);
  return rows.map(({ rule, label }) => [rule, label]);
}

function find(name: string): Workspace {
  const found = sandbox.store.workspaces.list().find((one) => one.name === name);
  if (!found) throw new Error(`no workspace ${name}`);
  return found;
}

const change = (name: string, fields: Partial<Workspace>) =>
  sandbox.store.workspaces.put({ ...find(name), ...fields });

test("the page of a workspace shows how its data is kept", async () => {
  const prod = find("Checkout – prod");
  const { security } = await getWorkspace(reader, prod.id);
  expect(security).toEqual(
    [
      ["externalKeyId", prod.external_key_id],
      ["inferenceDataRetention", "zero_data_retention"],
      ["userProfileId", null],
      ["compartmentId", prod.compartment_id],
    ].map(([fact, value]) => ({ fact, value, isReported: true, changedAt: null })),
  );
});

test("a setting that an older API doesn't report is unknown, not none", async () => {
  const { raw, ...read } = workspace.parse({ id: "wrkspc_old", name: "Old" });
  expect(read).toMatchObject({ inferenceDataRetention: null, externalKeyId: null });
  expect(raw).toEqual({ id: "wrkspc_old", name: "Old" });
  const { inference_data_retention: _gone, ...old } = find("Data science");
  // Sound: an older API sends fewer fields.
  sandbox.store.workspaces.put(old as Workspace);
  await syncWorkspaces();
  const { security } = await getWorkspace(reader, old.id);
  expect(security.filter(({ isReported }) => !isReported).map(({ fact }) => fact)).toEqual([
    "inferenceDataRetention",
  ]);
});

test.each([
  [null, null],
  ["plain", '"plain"'],
  [{ type: "a" }, "a"],
  [{ type: "custom", days: 3 }, '{"type":"custom","days":3}'],
  [["a"], '["a"]'],
])("a retention of %j makes no row unreadable", (received, read) => {
  const found = workspace.parse({ id: "w", name: "W", inference_data_retention: received });
  expect(found.inferenceDataRetention).toBe(read);
});

test("a changed retention or key is shown in the change feed, on the page, and among the findings", async () => {
  const { id } = change("Data science", { inference_data_retention: { type: "thirty_days" } });
  change("Support assistant", { external_key_id: "ekey_01New" });
  change("Search & ranking", { name: "Search" });
  await syncWorkspaces();
  await syncWorkspaces();

  expect((await findChanges()).toSorted()).toEqual([
    ["customer_key_changed", "Support assistant"],
    ["retention_changed", "Data science"],
  ]);

  const feed = await listActivity(
    permitFor("auditor", "activity:read"),
    loadActivitySearch(new URLSearchParams({ noun: "workspace", workspace: id, source: "outside" })),
  );
  expect(JSON.stringify(feed)).toContain("thirty_days");

  const { security } = await getWorkspace(reader, id);
  const changed = security.filter(({ changedAt }) => changedAt !== null);
  expect(changed).toEqual([
    {
      fact: "inferenceDataRetention",
      value: "thirty_days",
      isReported: true,
      changedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    },
  ]);
});

test("a lead sees changes of their own workspaces among the findings", async () => {
  const { id } = change("Data science", { inference_data_retention: { type: "thirty_days" } });
  await syncWorkspaces();
  const lead = (...workspaceIds: string[]) => newActor("lead", { workspaceIds });
  expect(await findChanges(lead("wrkspc_other"))).toEqual([]);
  expect(await findChanges(lead(id))).toEqual([["retention_changed", "Data science"]]);
});

test("a change that was recorded before these settings were mirrored is not one of them", async () => {
  const { id } = find("Data science");
  const db = await database();
  await db.insert(changes).values({
    seenAt: new Date(),
    noun: "workspace",
    targetId: id,
    kind: "changed",
    before: { name: "Data" },
    after: { name: "Data science", externalKeyId: "ekey_1" },
  });
  expect(await findChanges()).toEqual([]);
  expect((await getWorkspace(reader, id)).security.every(({ changedAt }) => changedAt === null)).toBe(true);
});
