import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readOnlyAudit } from "@/lib/core/audit/test-log";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { assignKey, assignKeys } from "./actions";
import { keyOperations } from "./bulk";
import { getKeyDetail } from "./detail-read-model";
import { listKeys } from "./list-read-model";
import { loadKeySearch } from "./search-params";

const name = "target";
const admin = permitFor("admin", "keys:read");
let sandbox: TestSandbox;
let keyIds: string[];
let owner: { id: string; email: string; name: string };

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const lead = sandbox.store.users.list().find(({ email }) => email === personas.lead);
  const [workspace_id = ""] =
    [...sandbox.store.grants].find(([, roles]) => roles.get(lead?.id ?? "") === "workspace_admin") ?? [];
  keyIds = [name, "second"].map(
    (each) => sandbox.keys.add({ name: each, scope: { type: "workspace", workspace_id } }).id,
  );
  if (!lead) throw new Error("The sandbox has no lead.");
  owner = lead;
  await syncDirectory();
  sandbox.requests.clear();
});

const assign = (as: string = personas.admin, ownerId: string | null = owner.id) =>
  inRequest({ as }, () => assignKey({ keyId: keyIds[0] ?? "", ownerId }));
const readDetail = () => getKeyDetail(admin, keyIds[0] ?? "");
const noApi = { absent: "Owners are Castellan's own; the API has none." };
const leaders = { "an admin": personas.admin, "the lead": personas.lead };

describeAction("assignKey", {
  run: (as) => assign(as),
  changed: async () => {
    expect((await readDetail()).key.owner).toEqual({ id: owner.id, name: owner.name, isGone: false });
    expect(listWrites()).toEqual([]);
  },
  unchanged: async () => expect((await readDetail()).key.owner).toBeNull(),
  allowed: {
    by: leaders,
    audit: () => ({
      targetId: keyIds[0],
      targetLabel: name,
      before: { owner: null },
      after: { owner: owner.email },
    }),
  },
  forbidden: { by: { finance: personas.finance } },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("key_owners", "insert", run) } },
});

describe("the owner of a key", () => {
  test("is in the list and the key's history, and can be taken back", async () => {
    await assign();
    const { rows } = await listKeys(admin, loadKeySearch(`?q=${name}`));
    expect(rows.map((row) => row.owner?.name)).toEqual([owner.name]);
    await assign(personas.admin, null);
    const { key, history } = await readDetail();
    expect(key.owner).toBeNull();
    expect(history.map(({ differences }) => differences)).toEqual([
      [{ field: "owner", before: owner.email, after: null }],
      [{ field: "owner", before: null, after: owner.email }],
    ]);
  });

  test("is a member, and for a lead one of theirs", async () => {
    const stranger = sandbox.store.users
      .list()
      .find(({ id }) => ![...sandbox.store.grants.values()].some((roles) => roles.has(id)));
    expect((await assign(personas.admin, "user_none")).serverError).toMatchObject({ reason: "unfit_owner" });
    expect((await assign(personas.lead, stranger?.id)).serverError).toMatchObject({ reason: "unfit_owner" });
    expect((await readDetail()).key.owner).toBeNull();
  });
});

describe("assigning many keys", () => {
  const start = (as: string = personas.admin) =>
    inRequest({ as }, () => assignKeys({ keyIds, ownerId: owner.id }));
  const readRun = async () => (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows[0];

  describeAction("assignKeys", {
    run: (as) => start(as),
    changed: async () => {
      expect(await readRun()).toMatchObject({ operation: "api_key.assign", counts: { queued: 2 } });
      expect(await readOnlyAudit()).toMatchObject({ after: { ownerId: owner.id } });
    },
    unchanged: async () => expect(await readRun()).toBeUndefined(),
    allowed: { by: leaders, audit: { targetLabel: "api_key.assign", after: { rows: 2 } } },
    forbidden: { by: { finance: personas.finance } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("bulk_runs", "insert", run) } },
  });

  test("gives each the owner, in a run", async () => {
    await start();
    const runner = new BulkRunner(keyOperations);
    while ((await runner.step()) === 0);
    expect(await readRun()).toMatchObject({ state: "finished", counts: { succeeded: 2 } });
    const { rows } = await listKeys(admin, loadKeySearch(`?only=${keyIds.join(",")}`));
    expect(rows.map((row) => row.owner?.name)).toEqual([owner.name, owner.name]);
  });
});
