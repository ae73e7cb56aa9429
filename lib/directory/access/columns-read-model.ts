import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { keptRead } from "@/lib/core/entry/kept-read";
import { unicode } from "@/lib/core/organization/collation";
import { visibleTo } from "@/lib/core/organization/visibility";
import { assignableWorkspaceRoles, inheritedRoles } from "@/lib/core/organization/vocabulary";
import { workspacesOn } from "@/lib/directory/snapshots/versions-sql";
import { type AccessColumn, type AccessColumns, accessColumns } from "./schema";
import type { AccessColumnsSearch } from "./search-params";

type Workspace = AccessColumn & { tags: Record<string, string> };

export const listAccessColumns = keptRead(
  "standing",
  async (by: Permit<"members:read">, search: AccessColumnsSearch): Promise<AccessColumns> => {
    const [all, workspaceRoles] = await Promise.all([
      readWorkspaces(by.actor, search.at),
      readWorkspaceRoles(by.actor),
    ]);
    return accessColumns.parse({
      columns: all.filter(toIsChosen(search)),
      workspaces: all,
      tags: countTags(all),
      workspaceRoles,
    });
  },
);

/** Lists the workspaces of the columns, without archived ones, which no one reaches. */
export async function listChosen(actor: Actor, search: AccessColumnsSearch): Promise<AccessColumn[]> {
  return (await readWorkspaces(actor, search.at)).filter(toIsChosen(search));
}

function toIsChosen({ workspace, tag }: AccessColumnsSearch): (one: Workspace) => boolean {
  return ({ id, tags }) =>
    (workspace.length === 0 || workspace.includes(id)) &&
    (tag.length === 0 || listTags(tags).some((one) => tag.includes(one)));
}

function listTags(tags: Record<string, string>): string[] {
  return Object.entries(tags).map(([key, value]) => `${key}=${value}`);
}

function countTags(all: readonly Workspace[]): AccessColumns["tags"] {
  const counts = new Map<string, number>();
  for (const tag of all.flatMap(({ tags }) => listTags(tags))) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((one, other) => other.count - one.count || (one.tag < other.tag ? -1 : 1));
}

async function readWorkspaces(actor: Actor, at: string | null): Promise<Workspace[]> {
  const visible = visibleTo(actor);
  const [from, where]: [SQL, SQL] =
    at === null
      ? [sql`${workspaces}`, visible.workspaces]
      : [sql`${workspacesOn(at)} as workspaces`, visible.inWorkspace(sql`workspaces.id`)];
  const db = await database();
  const { rows } = await db.execute<Workspace>(sql`
    select id, name, is_default as "isDefault", tags from ${from} where ${where} and archived_at is null
    order by is_default, name ${unicode}, id`);
  return rows;
}

/** The workspace roles that this version knows, and any other that someone has. */
async function readWorkspaceRoles(actor: Actor): Promise<string[]> {
  const db = await database();
  const { rows } = await db.execute<{ role: string }>(sql`select distinct role from ${workspaceMembers}
    where gone_at is null and ${visibleTo(actor).inWorkspace(workspaceMembers.workspaceId)} order by 1`);
  const known = [...assignableWorkspaceRoles, ...Object.values(inheritedRoles)];
  return [...new Set([...known, ...rows.map(({ role }) => role)])];
}
