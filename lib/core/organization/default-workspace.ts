import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { workspaces } from "@/lib/core/db/directory-tables";
import { defaultKey } from "./vocabulary";

/** A table of one row, the ID of the Default workspace or null: the reports leave it out of their rows. */
export const home = sql`(select (select ${workspaces.id} from ${workspaces} where ${workspaces.isDefault}
  order by ${workspaces.goneAt} nulls first limit 1) as id) as home`;

/** The workspace of report row `r`, whatever the source calls Default; null if its ID is unknown. */
export const workspaceOfRow = sql`coalesce(r.workspace_id, home.id)`;

/** Whether report row `r` belongs to one of the workspaces, written so that an index on them is used. */
export function isRowOfWorkspaces(ids: readonly string[]): SQL {
  return sql`(r.workspace_id in ${[...ids]}
    or r.workspace_id is null and coalesce(home.id, ${defaultKey}) in ${[...ids]})`;
}
