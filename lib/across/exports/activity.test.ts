import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { openEntry } from "@/lib/core/audit/entry";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { changes } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { everyone } from "@/lib/core/organization/visibility";
import { loadActivitySearch } from "@/lib/governance/activity/search-params";
import { removeUser } from "@/lib/sandbox/user-records";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { activityColumns, countActivity, readActivity } from "./activity";

beforeEach(resetDatabase);

async function readAll(): Promise<Record<string, string | null>[]> {
  const found: Record<string, string | null>[] = [];
  for await (const rows of readActivity(loadActivitySearch({}), everyone))
    for (const row of rows)
      found.push(Object.fromEntries(activityColumns.map((name, index) => [name, row[index] ?? null])));
  return found;
}

test("the export lists operations with their outcome and outside changes, newest first", async () => {
  const opening = {
    actor: newActor("admin"),
    action: "member.change_role",
    targetId: "u1",
    request: {},
  } as const;
  const entry = await openEntry(opening);
  await entry.settle({
    outcome: "succeeded",
    label: "Inês",
    before: { role: "user" },
    after: { role: "billing" },
  });
  await openEntry({ ...opening, action: "member.remove" });
  const db = await database();
  await db.insert(changes).values({
    seenAt: new Date(0),
    noun: "member",
    targetId: "u2",
    kind: "appeared",
    after: { role: "user" },
  });
  expect(await readAll()).toMatchObject([
    { source: "castellan", action: "member.remove", outcome: "unknown", target_label: null },
    {
      source: "castellan",
      actor_email: "admin@northwind.example",
      action: "member.change_role",
      outcome: "succeeded",
      target_label: "Inês",
      before: '{"role": "user"}',
      from_value: "user",
      to_value: "billing",
    },
    { source: "outside", action: "member.appeared", at: "1970-01-01T00:00:00.000000Z", outcome: null },
  ]);
  expect(await countActivity(loadActivitySearch({}), everyone)).toBe(3);
});

test("the export reads any number of changes, many at one instant, without loss or duplicates", async () => {
  const db = await database();
  const ids = Array.from({ length: 2500 }, (_, index) => `u${index}`);
  const seen = { noun: "member", kind: "appeared" };
  await db.insert(changes).values(
    ids.map((targetId, index) => ({
      ...seen,
      targetId,
      seenAt: new Date(Math.floor(index / 1500) * 1000),
    })),
  );
  expect((await readAll()).map((row) => row.target_id)).toEqual(ids.toReversed());
});

test("the export has a member who was removed in the Console, without a name", async () => {
  const sandbox = resetSandbox();
  const user = sandbox.users.add({ email: "left@northwind.example", name: "Left", role: "developer" });
  await syncDirectory();
  removeUser(sandbox.store, user.id);
  await syncDirectory();
  const ofUser = (await readAll()).filter(({ target_id }) => target_id === user.id);
  expect(ofUser).toMatchObject([
    {
      source: "outside",
      actor_email: null,
      action: "member.gone",
      target_label: "left@northwind.example",
      outcome: null,
      before: expect.stringContaining('"role": "developer"'),
      after: null,
    },
  ]);
});
