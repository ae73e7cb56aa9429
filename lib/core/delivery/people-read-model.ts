import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { isInForce } from "@/lib/core/auth/grant-sql";
import type { Permit } from "@/lib/core/auth/permit";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { unicode } from "@/lib/core/organization/collation";
import { isFoldedLike, isLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { type KnownPeople, knownPeople } from "./schema";
import { mostFound } from "./vocabulary";

/** People to send something to, found by name or address: members, and who has a grant. Leads find their own people. */
export async function findRecipients(
  { actor }: Permit<"schedules:write">,
  { q }: { q: string },
): Promise<KnownPeople> {
  if (q.trim() === "") return { people: [] };
  const { isAll, members: isVisible } = visibleTo(actor);
  const db = await database();
  const { rows } = await db.execute(sql`
    select email, max(name) as name from (
      select lower(${members.email}) as email, nullif(${members.name}, '') as name from ${members}
        where ${isVisible} and ${isFoldedLike(members.folded, q)}
      ${isAll ? sql`union all ${granted(q)}` : sql``}) as found
    group by email order by coalesce(max(name), email) ${unicode}, email limit ${mostFound}`);
  return knownPeople.parse({ people: rows });
}

function granted(q: string): SQL {
  return sql`select lower(${grants.email}), null from ${grants}
    where ${isInForce()} and ${isLike(grants.email, q)}`;
}
