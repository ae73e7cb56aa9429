import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, members, workspaces } from "@/lib/core/db/directory-tables";
import { listMirrored } from "@/lib/core/db/first-sync";
import { getParts } from "@/lib/core/db/parts";
import type { PagePart } from "@/lib/core/db/vocabulary";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { Overview } from "./schema";
import { inviteDays } from "./vocabulary";

type Counts = Pick<Overview, "people" | "invites" | "keys" | "workspaces">;
type Row = Record<"people" | "invites" | "expiring" | "keys" | "workspaces", number | null>;

const isExpiring = sql`status = 'pending' and expires_at > now()
  and expires_at <= now() + make_interval(days => ${inviteDays})`;

/**
 * Null for people who can't open the list; a count is null before the first sync. A lead's people include those with
 * access by role, as the list of members does.
 */
export async function countDirectory({ actor }: Permit<"cost:read">): Promise<Counts> {
  const [{ isUnavailable }, mirrored, db] = await Promise.all([getParts(), listMirrored(), database()]);
  const { inWorkspace, members: seenMembers, workspaces: seenWorkspaces } = visibleTo(actor);
  const isActiveKey = and(
    isNull(apiKeys.goneAt),
    eq(currentStatus, "active"),
    inWorkspace(apiKeys.workspaceId),
  );
  const isPending = sql`gone_at is null and status = 'pending'`;
  const isLive = sql`(expires_at is null or expires_at > now())`;
  const count = (noun: string, table: SQL, where: SQL | undefined) =>
    mirrored.has(noun) ? sql`(select count(*)::int from ${table} where ${where})` : sql`null::int`;
  const { rows } = await db.execute<Row>(sql`select
    ${count("member", sql`${members}`, seenMembers)} as people,
    ${count("invite", sql`${invites}`, sql`${isPending} and ${isLive}`)} as invites,
    ${count("invite", sql`${invites}`, sql`${isPending} and ${isExpiring}`)} as expiring,
    ${count("api_key", sql`${apiKeys}`, isActiveKey)} as keys,
    ${count("workspace", sql`${workspaces}`, and(seenWorkspaces, isNull(workspaces.archivedAt)))} as workspaces`);
  const [found] = rows;
  const forWhom = <Shown>(permission: Permission, part: PagePart, shown: (row: Row) => Shown) =>
    found && can(actor, permission) && !isUnavailable(part) ? shown(found) : null;
  return {
    people: forWhom("members:read", "members", ({ people }) => ({ total: people })),
    invites: forWhom("invites:read", "invites", (row) => ({
      pending: row.invites,
      expiring: row.expiring ?? 0,
    })),
    keys: forWhom("keys:read", "api_keys", ({ keys }) => ({ active: keys })),
    workspaces: forWhom("workspaces:read", "workspaces", (row) => ({ total: row.workspaces })),
  };
}
