import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { workspaces } from "@/lib/db/directory-tables";
import type { Filter } from "@/lib/reports/search-params";
import { defaultKey } from "@/lib/reports/vocabulary";

/** A table of one row, the id of the Default workspace or null: the reports leave it out of their rows. */
export const home = sql`(select (select ${workspaces.id} from ${workspaces} where ${workspaces.isDefault}
  order by ${workspaces.goneAt} nulls first limit 1) as id) as home`;

/** The workspace of report row `r`, whatever the source calls Default; null where its id is unknown. */
export const workspaceOfRow = sql`coalesce(r.workspace_id, home.id)`;

/** Whether report row `r` is of a workspace that the actor sees. Default is a lead's only where they lead it. */
export function isInScope({ workspaceIds }: Actor): SQL {
  if (workspaceIds === null) return sql`true`;
  if (workspaceIds.length === 0) return sql`false`;
  return isOfWorkspaces(workspaceIds);
}

/** Whether report row `r` is of one of the workspaces, told so that an index on them is used. */
function isOfWorkspaces(keys: readonly string[]): SQL {
  return sql`(r.workspace_id in ${[...keys]}
    or r.workspace_id is null and coalesce(home.id, ${defaultKey}) in ${[...keys]})`;
}

/** Whether report row `r` has one of the chosen values in every dimension; `keys` are the values as texts. */
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

/** The workspace `w` of report row `r`, to name it. */
export const joinWorkspaces = sql`left join ${workspaces} w on w.id = ${workspaceOfRow}`;

/** For exports: "Default" for that one, the id of a workspace that the directory does not know. */
export const workspaceNameText = sql`case when w.is_default or ${workspaceOfRow} is null then 'Default'
  else coalesce(w.name, r.workspace_id) end`;

/** The key of the workspace of report row `r` among the parts of a picture. */
export const workspaceKey = sql`coalesce(${workspaceOfRow}, ${defaultKey})`;

/** The name of the part in `sides`, whose key joined workspace `w`; null for Default, which the reader's language names. */
export const workspaceLabel = sql`case when w.is_default or sides.key = ${defaultKey} then null
  else coalesce(w.name, sides.key) end`;
