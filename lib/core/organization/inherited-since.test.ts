import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { openEntry } from "@/lib/core/audit/entry";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { changes, members, workspaces } from "@/lib/core/db/directory-tables";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { readInheritedSince } from "./inherited-since";

const seen = { firstSeenAt: new Date("2026-01-01T00:00:00Z"), seenAt: new Date(), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(members).values({
    ...seen,
    id: "ada",
    email: "ada@x.example",
    name: "Ada",
    role: "admin",
    addedAt: new Date("2024-05-06"),
  });
  const workspace = { ...seen, isDefault: false, tags: {} };
  await db.insert(workspaces).values([
    { ...workspace, id: "default", name: "Default", isDefault: true },
    { ...workspace, id: "old", name: "Old", createdAt: new Date("2023-01-01") },
    { ...workspace, id: "new", name: "New", createdAt: new Date("2027-02-03T00:00:00Z") },
  ]);
  await db.delete(directoryVersions);
});

async function read(actor = newActor("admin")) {
  const pairs = ["default", "old", "new", "nowhere"].map((workspaceId) => ({ workspaceId, userId: "ada" }));
  const found = await readInheritedSince(actor, pairs);
  return Object.fromEntries(
    [...found].map(([target, { since, by, seenSince }]) => [
      target.split("/")[0],
      [since?.slice(0, 10) ?? `before ${seenSince.slice(0, 10)}`, by],
    ]),
  );
}

const sight = { noun: "member", targetId: "ada", kind: "changed" };

test("without a log it isn't known, except for Default and for a workspace that is newer", async () => {
  expect(await read()).toEqual({
    default: ["2024-05-06", null],
    old: ["before 2026-01-01", null],
    new: ["2027-02-03", null],
  });
});

test("it is the first day after another role, if such a day is kept", async () => {
  const db = await database();
  const version = { noun: "member", key: "ada" };
  await db.insert(directoryVersions).values([
    { ...version, fromDay: "2026-02-01", untilDay: "2026-03-04", state: { role: "user" } },
    { ...version, fromDay: "2026-03-04", untilDay: null, state: { role: "admin" } },
  ]);
  expect((await read()).old).toEqual(["2026-03-04", null]);
});

test("it is when the role was given last, and by whom, as the logs know", async () => {
  const db = await database();
  await db.insert(changes).values([
    {
      ...sight,
      before: { role: "user" },
      after: { role: "admin" },
      seenAt: new Date("2026-04-05T00:00:00Z"),
    },
    {
      ...sight,
      before: { role: "admin", name: "A" },
      after: { role: "admin" },
      seenAt: new Date("2026-06-05T00:00:00Z"),
    },
  ]);
  expect((await read()).old).toEqual(["2026-04-05", null]);
  const entry = await openEntry({
    actor: newActor("admin"),
    action: "member.change_role",
    targetId: "ada",
    request: null,
  });
  await entry.settle({ outcome: "succeeded", label: "Ada", after: { role: "admin" } });
  const today = new Date().toISOString().slice(0, 10);
  expect((await read()).old).toEqual([today, "admin@northwind.example"]);
  await db.update(members).set({ role: "billing" }).where(eq(members.id, "ada"));
  expect((await read()).old).toEqual(["before 2026-01-01", null]);
});
