import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { markFinished, markStarted } from "@/lib/across/sync/state";
import { permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { listPeople } from "./people-read-model";
import { loadPersonSearch } from "./search-params";

const admin = permitFor("admin", "workspaces:read");
let sandbox: TestSandbox;
let workspaceId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const { workspaces, defaultWorkspaceId } = sandbox.store;
  const shown = workspaces.list().filter(({ id, archived_at }) => !archived_at && id !== defaultWorkspaceId);
  workspaceId = shown[0]?.id ?? "";
});

async function sync() {
  await markStarted("directory", new Date());
  await syncDirectory();
  await markFinished("directory", new Date());
}

const refuse = () =>
  sandbox.faults.add({
    kind: "error",
    status: 404,
    method: "GET",
    path: `/workspaces/${workspaceId}/members`,
  });
const findUnlisted = async () => (await listPeople(admin, workspaceId, loadPersonSearch(""))).unlisted;

test("members that the API has never listed are said to be missing from the second sync on", async () => {
  refuse();
  await sync();
  expect(await findUnlisted()).toBeNull();
  await sync();
  expect(await findUnlisted()).toEqual({ since: null });
  sandbox.faults.clear();
  await sync();
  expect(await findUnlisted()).toBeNull();
});

test("members that the API no longer lists tell when it last did, also while a sync is under way", async () => {
  const before = Date.now();
  await sync();
  const after = Date.now();
  refuse();
  await sync();
  const since = Date.parse((await findUnlisted())?.since ?? "");
  expect(since).toBeGreaterThanOrEqual(before);
  expect(since).toBeLessThanOrEqual(after);
  await markFinished("directory", new Date(Date.now() + 7_200_000));
  await markStarted("directory", new Date(Date.now() + 7_300_000));
  expect(await findUnlisted()).not.toBeNull();
});

test("nothing is said of members that the sync under way hasn't reached", async () => {
  await sync();
  await markStarted("directory", new Date(Date.now() + 1_000));
  expect(await findUnlisted()).toBeNull();
});
