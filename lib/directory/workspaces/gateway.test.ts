import { beforeEach, expect, test } from "vitest";
import { forget } from "@/lib/core/process/process-singleton";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { fetchWorkspaces } from "./gateway";
import { workspace } from "./response-schema";

let sandbox: TestSandbox;

beforeEach(() => {
  forget("hidden-workspaces");
  sandbox = resetSandbox();
});

const countListings = () => sandbox.requests.get("GET /v1/organizations/workspaces");

async function listDefaultIds() {
  return (await fetchWorkspaces()).rows.filter(({ isDefault }) => isDefault).map(({ id }) => id);
}

test("Default is recognized once, and then by its ID with one listing", async () => {
  expect(await listDefaultIds()).toEqual([sandbox.store.defaultWorkspaceId]);
  expect(countListings()).toBe(2);
  expect(await listDefaultIds()).toEqual([sandbox.store.defaultWorkspaceId]);
  expect(countListings()).toBe(3);
});

function renameOneToDefault(): string {
  const [other] = sandbox.store.workspaces
    .list()
    .filter(({ archived_at, name }) => !archived_at && name !== "Default");
  if (!other) throw new Error("no workspace");
  sandbox.store.workspaces.put({ ...other, name: "Default" });
  return other.id;
}

test("the hidden one of two workspaces named Default is the Default workspace", async () => {
  renameOneToDefault();
  expect(await listDefaultIds()).toEqual([sandbox.store.defaultWorkspaceId]);
  expect(countListings()).toBe(2);
});

test("a workspace that is only named Default isn't the Default workspace", async () => {
  sandbox.store.workspaces.remove(sandbox.store.defaultWorkspaceId);
  const namesake = renameOneToDefault();
  const { rows } = await fetchWorkspaces();
  expect(rows.find(({ id }) => id === namesake)).toMatchObject({ name: "Default", isDefault: false });
  expect(rows.find(({ id }) => id === "default")).toMatchObject({ name: "Default", isDefault: true });
});

test("Default gets a row even if the API doesn't list it", async () => {
  sandbox.store.workspaces.remove(sandbox.store.defaultWorkspaceId);
  expect(await listDefaultIds()).toEqual(["default"]);
});

test("a workspace of the first API version can be read", () => {
  const raw = {
    id: "w",
    type: "workspace",
    name: "Old",
    display_color: "#000000",
    created_at: "2024-11-01T00:00:00Z",
    archived_at: null,
  };
  expect(workspace.parse(raw)).toMatchObject({
    id: "w",
    tags: {},
    dataResidency: null,
    externalKeyId: null,
    userProfileId: null,
  });
});
