import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { workspaces } from "@/lib/db/directory-tables";
import { isRowOfWorkspaces, workspaceOfRow } from "@/lib/directory/default-workspace";
import { defaultKey } from "@/lib/directory/vocabulary";
import type { Filter } from "@/lib/reports/search-params";

export function isInFilter(filter: Filter<string>, keys: Record<string, SQL>): SQL {
  const each = Object.entries(filter).flatMap(([dimension, values]) => {
    const key = keys[dimension];
    if (!values?.length || !key) return [];
    return [dimension === "workspace" ? isRowOfWorkspaces(values) : sql`${key} in ${[...values]}`];
  });
  return each.length > 0 ? sql`(${sql.join(each, sql` and `)})` : sql`true`;
}

export function isNarrowed(filter: Filter<string>): boolean {
  return Object.values(filter).some((values) => values && values.length > 0);
}

export const joinWorkspaces = sql`left join ${workspaces} w on w.id = ${workspaceOfRow}`;

/** For exports: the name, "Default", or the ID of a workspace that the directory doesn't know. */
export const workspaceNameText = sql`case when w.is_default or ${workspaceOfRow} is null then 'Default'
  else coalesce(w.name, r.workspace_id) end`;

export const workspaceKey = sql`coalesce(${workspaceOfRow}, ${defaultKey})`;

export const workspaceLabel = sql`case when w.is_default or sides.key = ${defaultKey} then null
  else coalesce(w.name, sides.key) end`;
