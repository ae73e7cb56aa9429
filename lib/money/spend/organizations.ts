import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { costOrganizations, organizationCosts } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { toWindow } from "@/lib/core/format/calendar";
import { visibleTo } from "@/lib/core/organization/visibility";
import { type OrganizationsCost, organizationsCost } from "./schema";

/**
 * For a parent's key: the last 30 complete days of each organization. Only people who see the whole organization learn
 * that there are others.
 */
export const getOrganizationsCost = heavyRead("standing", readOrganizationsCost);

async function readOrganizationsCost({ actor }: Permit<"cost:read">): Promise<OrganizationsCost> {
  const { from, to } = toWindow();
  const db = await database();
  const { rows } = await db.execute<OrganizationsCost["rows"][number]>(sql`
    select o.id, o.is_own as "isOwn", coalesce(c.currency, 'USD') as currency,
      trim_scale(coalesce(sum(c.cents), 0))::text as cents, trim_scale(coalesce(sum(c.list_cents), 0))::text as "listCents"
    from ${costOrganizations} o left join ${organizationCosts} c
      on c.organization_id = o.id and c.day between ${from}::date and ${to}::date
    where ${visibleTo(actor).isAll}
    group by o.id, o.is_own, c.currency order by o.is_own desc, sum(c.cents) desc nulls last, o.id, currency`);
  return organizationsCost.parse({ from, to, rows });
}
