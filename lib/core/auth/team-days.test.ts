import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { syncState } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { markGone, saveSeen } from "@/lib/core/db/upsert-mirrored";
import { saveMember } from "@/lib/directory/members/mirror";
import { member } from "@/lib/directory/members/response-schema";
import { workspaceMemberMirror } from "@/lib/directory/workspaces/mirror";
import { toTeamDays } from "./team-days";

const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const seen = { firstSeenAt: noon("2026-06-01"), seenAt: noon("2026-06-01"), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const workspace = { ...seen, isDefault: false, tags: {} };
  await db.insert(workspaces).values([
    { ...workspace, id: "a", name: "A", createdAt: noon("2026-02-01") },
    { ...workspace, id: "b", name: "B", createdAt: noon("2026-02-01") },
  ]);
  await db
    .insert(syncState)
    .values(
      ["a", "b"].map((id) => ({ job: `mirror:workspace_member:${id}`, finishedAt: noon("2026-06-02") })),
    );
});

async function add(role = "user", addedOn = "2026-03-05"): Promise<void> {
  const db = await database();
  await db
    .insert(members)
    .values({ id: "ines", email: "Ines@x.example", name: "Ines", role, addedAt: noon(addedOn), ...seen });
}

async function place(workspaceId = "a", more: { firstSeenAt?: Date; goneAt?: Date } = {}): Promise<void> {
  const db = await database();
  await db
    .insert(workspaceMembers)
    .values({ workspaceId, userId: "ines", role: "workspace_user", ...seen, ...more });
}

async function giveBack(day: string): Promise<void> {
  const db = await database();
  const given = { workspaceId: "a", userId: "ines", role: "workspace_user", raw: {} };
  await saveSeen(db, workspaceMemberMirror, { ...given, seenAt: noon(day).toISOString() });
}

async function setRole(role: string, day: string): Promise<void> {
  const db = await database();
  const received = {
    id: "ines",
    email: "Ines@x.example",
    name: "Ines",
    role,
    added_at: "2026-03-05T12:00:00Z",
  };
  await saveMember(db, { ...member.parse(received), seenAt: noon(day).toISOString() });
}

async function readDays(...ids: string[]): Promise<string[]> {
  const db = await database();
  const { rows } = await db.execute<{ days: string }>(
    sql`select email || ' ' || since || '..' || until as days from ${toTeamDays(ids)} team order by since`,
  );
  return rows.map(({ days }) => days);
}

describe("the days that a lead may see of a person", () => {
  test("the days that a lead may see of a person begin where the place could begin, for a place that the first listing found", async () => {
    await add();
    await place();
    expect(await readDays("a")).toEqual(["ines@x.example 2026-03-05..infinity"]);
    expect(await readDays("b")).toEqual([]);
    expect(await readDays()).toEqual([]);
  });

  test("the days that a lead may see of a person begin with the workspace where that is younger than the person's account", async () => {
    await add("user", "2025-01-01");
    await place();
    expect(await readDays("a")).toEqual(["ines@x.example 2026-02-01..infinity"]);
  });

  test("the days that a lead may see of a person begin the day after a place was given later", async () => {
    await add();
    await place("a", { firstSeenAt: noon("2026-07-10") });
    expect(await readDays("a")).toEqual(["ines@x.example 2026-07-11..infinity"]);
  });

  test("the days that a lead may see of a person end before the day of leaving, the workspace or the organization", async () => {
    await add();
    await place("a", { goneAt: noon("2026-08-01") });
    expect(await readDays("a")).toEqual(["ines@x.example 2026-03-05..2026-07-31"]);
    const db = await database();
    await db.update(members).set({ goneAt: noon("2026-07-20") });
    expect(await readDays("a")).toEqual(["ines@x.example 2026-03-05..2026-07-19"]);
  });

  test("the days that a lead may see of a person start over for someone who returns, so that the time away stays hidden", async () => {
    await add();
    await place();
    const db = await database();
    await markGone(db, workspaceMemberMirror, sql`true`, { goneAt: noon("2026-08-01").toISOString() });
    await giveBack("2026-09-01");
    expect(await readDays("a")).toEqual(["ines@x.example 2026-09-02..infinity"]);
    await giveBack("2026-09-20");
    expect(await readDays("a")).toEqual(["ines@x.example 2026-09-02..infinity"]);
  });

  test("the days that a lead may see of a person are those of each workspace", async () => {
    await add();
    await place("a", { goneAt: noon("2026-08-01") });
    await place("b", { firstSeenAt: noon("2026-07-10") });
    expect(await readDays("a", "b")).toEqual([
      "ines@x.example 2026-03-05..2026-07-31",
      "ines@x.example 2026-07-11..infinity",
    ]);
  });

  test.each(["admin", "owner", "primary_owner", "membership_admin", "billing"])(
    "are none of somebody whom the role %s brings in everywhere",
    async (role) => {
      await add(role);
      await place();
      expect(await readDays("a")).toEqual([]);
    },
  );

  test("the days that a lead may see of a person begin after a role that opens everything was taken away, and not at each other change", async () => {
    await add("admin");
    await place();
    await setRole("developer", "2026-09-10");
    expect(await readDays("a")).toEqual(["ines@x.example 2026-09-11..infinity"]);
    await setRole("user", "2026-10-10");
    expect(await readDays("a")).toEqual(["ines@x.example 2026-09-11..infinity"]);
  });
});
