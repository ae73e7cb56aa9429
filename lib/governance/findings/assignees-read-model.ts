import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { isInForce } from "@/lib/core/auth/grant-sql";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { adminRoles } from "@/lib/core/auth/role-personas";
import type { Actor } from "@/lib/core/auth/session";
import { personas } from "@/lib/core/auth/vocabulary";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { findings } from "@/lib/core/db/finding-tables";
import { type KnownPeople, knownPeople } from "@/lib/core/delivery/schema";
import { mostFound } from "@/lib/core/delivery/vocabulary";
import { env } from "@/lib/core/env/env";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";
import { unicode } from "@/lib/core/organization/collation";
import { isFoldedLike, isLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";

const readers = personas.filter((persona) => can({ persona }, "findings:read"));

type Asked = { q: string; finding?: string | undefined };

/**
 * People who can be asked to mend a finding, or one of several without `finding`, found by name or address. Whether they
 * see it is checked again when it is assigned.
 */
export async function findAssignees(
  { actor }: Permit<"findings:write">,
  { q, finding }: Asked,
): Promise<KnownPeople> {
  if (q.trim() === "") return { people: [] };
  const { isAll, members: isVisible } = visibleTo(actor);
  const address = sql`lower(${members.email})`;
  const isReader = sql`(${members.role} in ${[...adminRoles]} or ${isBootstrap(address)}
    or ${address} in (select lower(${grants.email}) from ${grants} where ${isReaderGrant})
    or exists (select 1 from ${workspaceMembers} led where led.user_id = ${members.id} and led.role = 'workspace_admin'
      and led.gone_at is null and ${isPlaceOf(actor, finding)}))`;
  const db = await database();
  const { rows } = await db.execute(sql`
    select email, max(name) as name from (
      select ${address} as email, nullif(${members.name}, '') as name from ${members}
        where ${and(isVisible, isFoldedLike(members.folded, q), isReader)}
      ${isAll ? sql`union all ${granted(q)}` : sql``}) as found
    group by email order by coalesce(max(name), email) ${unicode}, email limit ${mostFound}`);
  return knownPeople.parse({ people: rows });
}

const isReaderGrant = sql`${grants.persona} in ${readers} and ${isInForce()}`;

function granted(q: string): SQL {
  return sql`select lower(${grants.email}), null from ${grants} where ${isReaderGrant} and ${isLike(grants.email, q)}`;
}

function isBootstrap(address: SQL): SQL {
  return env.BOOTSTRAP_ADMINS.length === 0 ? sql`false` : sql`${address} in ${[...env.BOOTSTRAP_ADMINS]}`;
}

/** Whether the workspace that `led` leads is the finding's, or one that the actor sees. */
function isPlaceOf(actor: Actor, finding: string | undefined): SQL {
  if (finding === undefined) return visibleTo(actor).inWorkspace(sql`led.workspace_id`);
  return sql`led.workspace_id = (select ${findings.workspaceId} from ${findings}
    where ${and(eq(findings.id, finding), isVisibleFinding(actor))})`;
}
