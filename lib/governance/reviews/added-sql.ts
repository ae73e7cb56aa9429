import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { grants } from "@/lib/core/db/access-tables";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { reviewRows } from "@/lib/core/db/review-tables";
import { activeKeys } from "./freeze-keys-sql";
import { grantsPlace, type ReviewKind } from "./vocabulary";

/** What can be reviewed as things are now. A grant that was removed and given again is another one: `since` says so. */
const present: Record<ReviewKind, SQL> = {
  memberships: sql`select wm.workspace_id, m.id as user_id, m.email, m.name, wm.role, null::timestamptz as since
    from ${workspaceMembers} wm join ${members} m on m.id = wm.user_id
    where wm.gone_at is null and m.gone_at is null`,
  keys: sql`select k.place_id as workspace_id, k.id as user_id, '' as email, coalesce(nullif(k.name, ''), k.id) as name,
      'active' as role, null::timestamptz as since from ${activeKeys} k`,
  grants: sql`select ${grantsPlace} as workspace_id, lower(grants.email) as user_id, lower(grants.email) as email,
      '' as name, grants.persona as role, grants.created_at as since from ${grants}`,
};

/** A table of what is in workspace `rw` of a review now, but wasn't when the review started. */
export function addedSince(kind: ReviewKind): SQL {
  return sql`(select p.* from (${present[kind]}) p where p.workspace_id = rw.workspace_id and not exists (
    select 1 from ${reviewRows} r where r.review_id = rw.review_id and r.workspace_id = rw.workspace_id
      and r.user_id = p.user_id and (p.since is null or r.since = p.since)))`;
}
