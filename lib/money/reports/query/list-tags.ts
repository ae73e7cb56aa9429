import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";

const maxTags = 100;

/** Keys of tags that reports can be grouped by, most used first. Workspaces that are gone still have their cost. */
export async function listTags(reader: Reader): Promise<string[]> {
  const db = await database();
  const { rows } = await db.execute<{ key: string }>(sql`
    select key from ${workspaces}, jsonb_object_keys(tags) as key
    where ${visibleTo(reader).inWorkspace(workspaces.id)} group by key order by count(*) desc, key limit ${maxTags}`);
  return rows.map(({ key }) => key);
}
