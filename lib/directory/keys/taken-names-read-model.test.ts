import { beforeEach, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { listTakenNames, newNames } from "./taken-names-read-model";

const admin = permitFor("admin", "keys:manage");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

type Key = typeof apiKeys.$inferInsert;
const key = (id: string, name: string, more: Partial<Key> = {}): Key => ({
  ...seen,
  id,
  name,
  status: "active",
  createdAt: new Date(0),
  scope: "workspace",
  workspaceId: "w1",
  ...more,
});

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db
    .insert(workspaces)
    .values(["w1", "w2"].map((id) => ({ ...seen, id, name: id, isDefault: false, tags: {} })));
  await db
    .insert(apiKeys)
    .values([
      key("a", "api"),
      key("b", "batch", { status: "inactive" }),
      key("old", "old", { status: "archived" }),
      key("gone", "gone", { goneAt: new Date() }),
      key("elsewhere", "web", { workspaceId: "w2" }),
      key("wide", "wide", { scope: "organization", workspaceId: null }),
      key("wide too", "all", { scope: "organization", workspaceId: null }),
    ]);
});

test("a name counts as taken if another key of the workspace has it and keeps it", async () => {
  const ask = (...names: [id: string, name: string][]) =>
    listTakenNames(
      admin,
      names.map(([id, name]) => ({ id, name })),
    );
  expect(await ask(["a", "batch"])).toEqual(["a"]);
  expect(await ask(["a", "batch"], ["b", "else"])).toEqual([]);
  expect(await ask(["a", "web"], ["b", "wide"])).toEqual([]);
  expect(await ask(["a", "old"], ["b", "gone"])).toEqual([]);
  expect(await ask(["wide", "all"], ["nobody", "api"])).toEqual(["wide"]);
  expect(await ask()).toEqual([]);
});

test.each([{}, [{ id: "a" }], [{ id: "a", name: "\0" }]])("%j isn't accepted", (body) => {
  expect(newNames.safeParse(body).success).toBe(false);
});
