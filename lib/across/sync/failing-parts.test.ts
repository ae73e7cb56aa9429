import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, organization, workspaceMembers } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { syncDirectory } from "./directory";

let sandbox: TestSandbox;
let staffed: string[];

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const { workspaces, defaultWorkspaceId } = sandbox.store;
  const isStaffed = ({ id, archived_at }: { id: string; archived_at: string | null }) =>
    !archived_at && id !== defaultWorkspaceId;
  staffed = workspaces
    .list()
    .filter(isStaffed)
    .map(({ id }) => id);
});

async function countRead() {
  const db = await database();
  const listed = await db.selectDistinct({ id: workspaceMembers.workspaceId }).from(workspaceMembers);
  return { listed: listed.length, keys: await db.$count(apiKeys), invites: await db.$count(invites) };
}

const all = () => ({ keys: sandbox.store.keys.list().length, invites: sandbox.store.invites.list().length });

describe("a workspace whose members the API fails to list", () => {
  const path = () => `/workspaces/${staffed[0]}/members`;

  test("holds up nothing else, and is reported", async () => {
    sandbox.faults.add({ kind: "html_ok", method: "GET", path: path() });
    await expect(syncDirectory()).rejects.toMatchObject({ code: "bad_answer" });
    expect(await countRead()).toEqual({ listed: staffed.length - 1, ...all() });
  });

  test("is left out if only its members are beyond the key", async () => {
    sandbox.faults.add({ kind: "error", status: 403, method: "GET", path: path() });
    await syncDirectory();
    expect(await countRead()).toEqual({ listed: staffed.length - 1, ...all() });
  });

  test("is not asked about again and again if it isn't the only one", async () => {
    sandbox.faults.add({ kind: "html_ok", method: "GET", path: /\/workspaces\/[^/]+\/members$/ });
    await expect(syncDirectory()).rejects.toMatchObject({ code: "bad_answer" });
    expect(await countRead()).toEqual({ listed: 0, ...all() });
    const asked = [...sandbox.requests.keys()].filter((request) => request.endsWith("/members"));
    expect(asked).toHaveLength(2);
  });
});

test("two parts that fail end the sync", async () => {
  sandbox.faults.add({ kind: "html_ok", method: "GET", path: /\/(users|workspaces)$/ });
  await expect(syncDirectory()).rejects.toMatchObject({ code: "bad_answer" });
  expect(await countRead()).toEqual({ listed: 0, keys: 0, invites: 0 });
});

test("an organization may have any name", async () => {
  Object.assign(sandbox.store.organization, { name: "North\0wind" });
  await syncDirectory();
  const db = await database();
  expect(await db.select({ name: organization.name }).from(organization)).toEqual([
    { name: "North\ufffdwind" },
  ]);
});
