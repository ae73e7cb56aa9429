import "server-only";
import { and, asc, inArray, isNull, sql } from "drizzle-orm";
import { adminRoles } from "@/lib/core/auth/role-personas";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { unicode } from "@/lib/core/organization/collation";
import type { Adviser } from "./schema";

const maxAdmins = 5;
const maxLeads = 3;

const person = { id: members.id, name: members.name, email: members.email };
const byName = [sql`coalesce(nullif(${members.name}, ''), ${members.email}) ${unicode}`, asc(members.id)];

type Led = { leads: Adviser[]; hasMoreLeads: boolean };

/**
 * Some of those who lead each of these workspaces, which are the reader's own, because a cell has room for few names and
 * some workspaces have hundreds of leads. Admins of the organization lead all of them.
 */
export async function listLeads(placeIds: readonly string[]): Promise<Map<string, Led>> {
  if (placeIds.length === 0) return new Map();
  const db = await database();
  const { rows } = await db.execute<Adviser & { place: string }>(sql`
    select place.id as place, lead.* from jsonb_array_elements_text(${JSON.stringify(placeIds)}::jsonb) place(id)
    cross join lateral (
      select m.id, m.name, m.email from ${workspaceMembers} w join ${members} m on m.id = w.user_id
      where w.workspace_id = place.id and w.role = 'workspace_admin' and w.gone_at is null
        and m.role not in ${adminRoles} and m.gone_at is null
      order by w.user_id limit ${maxLeads + 1}::int) lead
    order by coalesce(nullif(lead.name, ''), lead.email) ${unicode}, lead.id`);
  const toLedOf = (id: string) => toLed(rows.filter(({ place }) => place === id));
  return new Map(placeIds.map((id) => [id, toLedOf(id)]));
}

function toLed(leads: readonly Adviser[]): Led {
  const shown = leads.slice(0, maxLeads).map(({ id, name, email }) => ({ id, name, email }));
  return { leads: shown, hasMoreLeads: leads.length > shown.length };
}

/** The admins who have been members longest. */
export async function listAdmins(): Promise<Adviser[]> {
  const db = await database();
  return db
    .select(person)
    .from(members)
    .where(and(inArray(members.role, adminRoles), isNull(members.goneAt)))
    .orderBy(asc(members.addedAt), ...byName)
    .limit(maxAdmins);
}
