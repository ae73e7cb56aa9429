import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { invites, members, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { type InvitableWorkspace, invitableWorkspaces } from "./schema";
import type { ImportMark } from "./vocabulary";

export type Taken = Extract<ImportMark, "member" | "invited" | "queued">;

export async function findTaken(emails: readonly string[]): Promise<Map<string, Taken>> {
  const db = await database();
  const { rows } = await db.execute<{ email: string; taken: Taken | null }>(sql`
    with asked as (select email from jsonb_array_elements_text(${JSON.stringify(emails)}::jsonb) as listed(email))
    select asked.email, case when m.email is not null then 'member' when i.email is not null then 'invited'
      when b.email is not null then 'queued' end as taken
    from asked
    left join (select distinct lower(email) as email from ${members} where gone_at is null) m on m.email = asked.email
    left join (select distinct lower(email) as email from ${invites}
      where gone_at is null and status = 'pending' and (expires_at is null or expires_at > now())) i on i.email = asked.email
    left join (select distinct b.target_id as email from ${bulkRows} b join ${bulkRuns} r on r.id = b.run_id
      where r.act = 'invite.create' and b.state in ('queued', 'running')) b on b.email = asked.email`);
  return new Map(rows.flatMap(({ email, taken }) => (taken ? [[email, taken]] : [])));
}

/** Without the Default workspace, which has no members of its own. */
export async function listInvitableWorkspaces(
  _by: Permit<"invites:read"> | Permit<"invites:write">,
): Promise<InvitableWorkspace[]> {
  const db = await database();
  const rows = await db
    .select({ id: workspaces.id, name: workspaces.name })
    .from(workspaces)
    .where(and(isNull(workspaces.goneAt), isNull(workspaces.archivedAt), eq(workspaces.isDefault, false)))
    .orderBy(sql`lower(${workspaces.name})`, workspaces.id);
  return invitableWorkspaces.parse(rows);
}
