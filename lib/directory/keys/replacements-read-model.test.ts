import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { dayMs } from "@/lib/core/format/calendar";
import { listReplacements } from "./replacements-read-model";

const admin = permitFor("admin", "keys:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "keys:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

type Key = typeof apiKeys.$inferInsert;
const key = (id: string, daysOld: number, more: Partial<Key> = {}): Key => ({
  ...seen,
  id,
  name: id,
  status: "active",
  createdAt: new Date(Date.now() - daysOld * dayMs),
  createdById: "ada",
  createdByType: "user",
  scope: "workspace",
  workspaceId: "w1",
  ...more,
});

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(workspaces).values([
    { ...seen, id: "w1", name: "One", isDefault: false, tags: {} },
    { ...seen, id: "w2", name: "Two", isDefault: false, tags: {} },
    { ...seen, id: "cc", name: "Claude Code", isDefault: false, tags: {} },
  ]);
  const person = { ...seen, role: "user", addedAt: new Date(0) };
  await db.insert(members).values([
    { ...person, id: "ada", email: "ada@x.example", name: "Ada" },
    { ...person, id: "bob", email: "bob@x.example", name: "Bob" },
  ]);
  await db
    .insert(apiKeys)
    .values([
      key("old", 300),
      key("middle", 20),
      key("new", 1, { createdById: "bob" }),
      key("off", 2, { status: "inactive" }),
      key("over", 2, { expiresAt: new Date(0) }),
      key("claude_code_key_bob", 3, { createdById: "bob" }),
      key("claude_code_key_ada", 4),
      key("elsewhere", 0, { workspaceId: "w2" }),
      key("wide", 0.1, { scope: "organization", workspaceId: null }),
      key("cc_ada", 9, { workspaceId: "cc" }),
      key("cc_bob", 8, { workspaceId: "cc", createdById: "bob" }),
      key("cc_ada_2", 7, { workspaceId: "cc" }),
    ]);
});

const list = async (id: string, q = "", by = admin) =>
  (await listReplacements(by, { key: id, q })).map((row) => row.id);

test("suggests active keys of the same workspace, newest first, with their age and traffic", async () => {
  expect(await list("old")).toEqual(["new", "claude_code_key_ada", "middle"]);
  expect((await listReplacements(admin, { key: "old", q: "" }))[0]).toMatchObject({
    createdAt: expect.any(String),
    tokens30d: 0,
    lastUsedOn: null,
  });
  expect(await list("wide")).toEqual([]);
});

test("the list of replacements never suggests what Claude Code made for someone else, even if it is searched for", async () => {
  expect(await list("cc_ada")).toEqual(["cc_ada_2"]);
  expect(await list("old", "bob")).toEqual(["new"]);
  expect(await list("old", "cc_bob")).toEqual([]);
});

test("the list of replacements finds keys elsewhere by a search, after those of the same workspace", async () => {
  expect(await list("middle", "e")).toEqual([
    "new",
    "claude_code_key_ada",
    "old",
    "elsewhere",
    "wide",
    "cc_ada_2",
    "cc_ada",
  ]);
});

test("suggests to a lead only keys of their workspaces, and nothing for a key of another", async () => {
  expect(await list("middle", "e", lead)).toEqual(["new", "claude_code_key_ada", "old"]);
  await expect(list("elsewhere", "", lead)).rejects.toMatchObject({ code: "not_found" });
});
