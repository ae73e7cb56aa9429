import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { lastSeenAt } from "@/lib/core/db/first-sync";
import { syncState } from "@/lib/core/db/own-tables";
import { workspaceMemberMirror } from "./mirror";
import type { Unlisted } from "./schema";

/** A run under way, or one that failed, hasn't reached all workspaces. The one before took less than this. */
const longestRun = sql`interval '1 hour'`;

/** Whether the newest sync of the directory passed over the members of this workspace, as when the API refuses them. */
export async function findUnlisted(workspaceId: string): Promise<Unlisted | null> {
  const db = await database();
  const seenAt = lastSeenAt(`${workspaceMemberMirror.noun}:${workspaceId}`);
  const { startedAt, finishedAt } = syncState;
  const dueAt = sql`case when ${startedAt} <= ${finishedAt} then ${startedAt} else ${finishedAt} - ${longestRun} end`;
  const [found] = await db
    .select({
      since: seenAt.mapWith(syncState.startedAt),
      isUnlisted: sql<boolean | null>`coalesce(${seenAt}, ${workspaces.firstSeenAt}) < ${dueAt}`,
    })
    .from(workspaces)
    .innerJoin(syncState, eq(syncState.job, "directory"))
    .where(eq(workspaces.id, workspaceId));
  return found?.isUnlisted ? { since: found.since?.toISOString() ?? null } : null;
}
