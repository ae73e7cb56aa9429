import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { workspaces } from "@/lib/db/directory-tables";
import type { Filter } from "@/lib/reports/search-params";
import { defaultKey } from "@/lib/reports/vocabulary";

/** One row with the ID of the Default workspace or null: reports leave it out. */
export const home = sql`(select (select ${workspaces.id} from ${workspaces} where ${workspaces.isDefault}
  order by ${workspaces.goneAt} nulls first limit 1) as id) as home`;

export const workspaceOfRow = sql`coalesce(r.workspace_id, home.id)`;

/** A lead sees Default only if they lead it. */
export function isInScope({ workspaceIds }: Actor): SQL {
  if (workspaceIds === null) return sql`true`;
  if (workspaceIds.length === 0) return sql`false`;
  return isOfWorkspaces(workspaceIds);
}

/** Written so that an index on workspaces is used. */
function isOfWorkspaces(keys: readonly string[]): SQL {
  return sql`(r.workspace_id in ${[...keys]}
    or r.workspace_id is null and coalesce(home.id, ${defaultKey}) in ${[...keys]})`;
}

export function isInFilter(filter: Filter<string>, keys: Record<string, SQL>): SQL {
  const each = Object.entries(filter).flatMap(([dimension, values]) => {
    const key = keys[dimension];
    if (!values?.length || !key) return [];
    return [dimension === "workspace" ? isOfWorkspaces(values) : sql`${key} in ${[...values]}`];
  });
  return each.length > 0 ? sql`(${sql.join(each, sql` and `)})` : sql`true`;
}

export function isNarrowed(filter: Filter<string>): boolean {
  return Object.values(filter).some((values) => values && values.length > 0);
}

export const joinWorkspaces = sql`left join ${workspaces} w on w.id = ${workspaceOfRow}`;

/** For exports: "Default", or the ID of a workspace that the directory doesn't know. */
export const workspaceNameText = sql`case when w.is_default or ${workspaceOfRow} is null then 'Default'
  else coalesce(w.name, r.workspace_id) end`;

export const workspaceKey = sql`coalesce(${workspaceOfRow}, ${defaultKey})`;

export const workspaceLabel = sql`case when w.is_default or sides.key = ${defaultKey} then null
  else coalesce(w.name, sides.key) end`;
