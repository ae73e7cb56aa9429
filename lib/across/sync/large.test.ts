import { and, count, eq, isNull } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { syncMembers } from "@/lib/directory/members/sync";
import { syncWorkspaceMembers, syncWorkspaces } from "@/lib/directory/workspaces/sync";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";

beforeEach(resetDatabase);

test("ten thousand members and their memberships are mirrored with the minimum of requests", async () => {
  const sandbox = resetSandbox({ size: "large" });
  await syncMembers();
  await syncWorkspaces();
  expect(sandbox.requests.get("GET /v1/organizations/users")).toBe(10);
  const staffed = sandbox.store.workspaces
    .list()
    .filter(({ id, archived_at }) => !archived_at && id !== sandbox.store.defaultWorkspaceId);
  await syncWorkspaceMembers();
  const asked = [...sandbox.requests].filter(([request]) => request.endsWith("/members"));
  expect(asked.map(([, times]) => times)).toEqual(staffed.map(() => 1));
  const db = await database();
  expect(await db.$count(members, isNull(members.goneAt))).toBe(10_000);
  const granted = [...(sandbox.store.grants.get(staffed[0]?.id ?? "")?.keys() ?? [])];
  const [kept] = await db
    .select({ count: count() })
    .from(workspaceMembers)
    .innerJoin(members, eq(members.id, workspaceMembers.userId))
    .where(and(eq(workspaceMembers.workspaceId, staffed[0]?.id ?? ""), isNull(workspaceMembers.goneAt)));
  expect(kept?.count).toBeGreaterThanOrEqual(granted.length);
});
