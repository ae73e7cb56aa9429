import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { workspaces } from "@/lib/core/db/directory-tables";
import { isRowOfWorkspaces, workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { defaultKey } from "@/lib/core/organization/vocabulary";
import { isTag, type TagDimension, toTagKey, toTagPart } from "@/lib/money/reports/dimension";
import type { Filter } from "@/lib/money/reports/search-params";
import { noKey, otherKey } from "@/lib/money/reports/vocabulary";

export function isInFilter(filter: Filter<string>, keys: Record<string, SQL>): SQL {
  const each = Object.entries(filter).flatMap(([dimension, values]) => {
    const key = isTag(dimension) ? toTagKeyOfRow(dimension) : keys[dimension];
    if (!values?.length || !key) return [];
    return [dimension === "workspace" ? isRowOfWorkspaces(values) : sql`${key} in ${[...values]}`];
  });
  return each.length > 0 ? sql`(${sql.join(each, sql` and `)})` : sql`true`;
}

/** The value that the workspace of row `r` has for a tag now; null without one. Read from the mirror once per query. */
export function toTagOfRow(tag: TagDimension): SQL {
  const key = toTagKey(tag);
  return sql`((select jsonb_object_agg(id, tags ->> ${key}::text) from ${workspaces} where tags ->> ${key}::text is not null)
    ->> ${workspaceOfRow})`;
}

/** The same as a part of a breakdown. */
function toTagKeyOfRow(tag: TagDimension): SQL {
  return sql`coalesce(${toTagPart("")} || ${toTagOfRow(tag)}, case when r.workspace_id = ${otherKey} then ${otherKey} else ${noKey} end)`;
}

/** What to group rows `r` by. */
export function toKey<Name extends string>(keys: Record<Name, SQL>, name: Name | TagDimension): SQL {
  // Sound: what is no tag is one of the names.
  return isTag(name) ? toTagKeyOfRow(name) : keys[name as Name];
}

export function isNarrowed(filter: Filter<string>): boolean {
  return Object.values(filter).some((values) => values && values.length > 0);
}

export const joinWorkspaces = sql`left join ${workspaces} w on w.id = ${workspaceOfRow}`;

/** As the Admin API and the directory call it, for files. */
export const defaultWorkspaceName = "Default";

/** For exports: the name, "Default", or the ID of a workspace that the directory doesn't know. */
export const workspaceNameText = sql`case when w.is_default or ${workspaceOfRow} is null then ${sql.raw(`'${defaultWorkspaceName}'`)}
  else coalesce(w.name, r.workspace_id) end`;

export const workspaceKey = sql`coalesce(${workspaceOfRow}, ${defaultKey})`;

export const workspaceLabel = sql`case when w.is_default or sides.key = ${defaultKey} then null
  else coalesce(w.name, sides.key) end`;

/** The label of a tag's part, for rows `sides` with its key. */
export const tagLabel = sql`case when sides.key in (${noKey}, ${otherKey}) then null else substr(sides.key, ${toTagPart("").length + 1}) end`;
