import { asc } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog, readOnlyAudit } from "@/lib/core/audit/test-log";
import { inRequest } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { bulkRows } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { renameKeys } from "./actions";
import { keyOperations } from "./bulk";

let sandbox: TestSandbox;
let keyIds: string[];

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const own = sandbox.store.workspaces.list().find(({ name }) => name === "Checkout – prod")?.id ?? "";
  keyIds = ["old-1", "old-2"].map(
    (name) => sandbox.keys.add({ name, scope: { type: "workspace", workspace_id: own } }).id,
  );
  await syncDirectory();
  sandbox.requests.clear();
});

const rename = (as: string = personas.admin) => {
  const keys = keyIds.map((keyId, index) => ({
    keyId,
    name: `new-${index + 1}`,
    expected: `old-${index + 1}`,
  }));
  return inRequest({ as }, () => renameKeys({ keys }));
};
const listNames = () => keyIds.map((id) => sandbox.store.keys.get(id)?.key.name);

async function readRows() {
  const db = await database();
  const rows = await db.select().from(bulkRows).orderBy(asc(bulkRows.position));
  return rows.map(({ label, state, errorCode }) => [label, state, errorCode]);
}

async function drain() {
  const runner = new BulkRunner(keyOperations);
  while ((await runner.step()) !== 5_000);
}

describeAction("renameKeys", {
  run: (as) => rename(as),
  changed: async () => {
    expect(await readRows()).toEqual([
      ["old-1", "queued", null],
      ["old-2", "queued", null],
    ]);
    expect(await readOnlyAudit()).toMatchObject({ after: { act: "api_key.rename" } });
  },
  unchanged: async () => expect(await readRows()).toEqual([]),
  allowed: {
    by: { "an admin": personas.admin },
    audit: { targetLabel: "api_key.rename", after: { act: "api_key.rename", rows: 2 } },
  },
  forbidden: { by: { finance: personas.finance, "a lead, who renames none": personas.lead } },
  refusedByApi: { absent: "The run calls the API later, row by row." },
  lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
});

describe("renaming many keys", () => {
  test("is the usual operation for each, with its own audit entry", async () => {
    await rename();
    await drain();
    expect(listNames()).toEqual(["new-1", "new-2"]);
    const log = await readAuditLog();
    expect(log.map(({ action, outcome }) => `${action} ${outcome}`).toSorted()).toEqual([
      "api_key.rename succeeded",
      "api_key.rename succeeded",
      "bulk.start succeeded",
    ]);
  });

  test("leaves a newer name alone, and finds a row whose answer was lost", async () => {
    const [first = "", second = ""] = keyIds;
    await rename();
    const record = sandbox.store.keys.get(first);
    if (record) sandbox.store.keys.put({ ...record, key: { ...record.key, name: "newer" } });
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: second, times: 1 });
    await drain();
    expect(await readRows()).toEqual([
      ["old-1", "failed", "conflict"],
      ["old-2", "succeeded", null],
    ]);
    expect(listNames()).toEqual(["newer", "new-2"]);
  });
});
