import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { claudeCodeRollups } from "@/lib/db/claude-code-tables";
import { database } from "@/lib/db/client";
import { members, workspaceMembers } from "@/lib/db/directory-tables";
import { reportDays } from "@/lib/db/report-tables";
import { isActorInScope } from "./claude-code-pivot";
import { type Adoption, adoption } from "./schema";

/** How many of the members work with Claude Code, and how many people do in a day, a week, a month. */
export async function getAdoption({ actor }: Permit<"claude-code:read">): Promise<Adoption> {
  const isIn = (days: number) => sql`last_on > newest.day - ${days}::int`;
  const isAsked = sql`r.actor_type = 'user_actor' and ${isActorInScope(actor)}`;
  const isMember = sql`listed.email is not null`;
  const db = await database();
  const { rows } = await db.execute(sql`
    with newest as (
      select max(${reportDays.day}) as day from ${reportDays}
      where ${reportDays.report} = 'claude-code' and ${reportDays.rowCount} > 0
    ), listed as (
      select distinct lower(m.email) as email from ${members} m where m.gone_at is null and ${isLed(actor)}
    ), active as (
      select lower(actor) as email, max(last_on) as last_on from (
        select r.actor, null::date as last_on from ${claudeCodeRollups} r where r.grain = 'month' and ${isAsked} group by 1
        union all
        select r.actor, max(r.starts_on) from ${claudeCodeRollups} r
        where r.grain = 'day' and r.starts_on > (select day from newest) - 30 and ${isAsked} group by 1
      ) as each group by 1
    )
    select newest.day::text as "to", (select count(*) from listed)::int as members,
      count(*) filter (where ${isMember})::int as "everActive",
      count(*) filter (where ${isMember} and ${isIn(7)})::int as "activeThisWeek",
      count(*) filter (where ${isIn(1)})::int as day, count(*) filter (where ${isIn(7)})::int as week,
      count(*) filter (where ${isIn(30)})::int as month
    from newest left join active on true left join listed on listed.email = active.email group by newest.day`);
  return adoption.parse(rows[0]);
}

function isLed({ workspaceIds }: Actor) {
  if (workspaceIds === null) return sql`true`;
  if (workspaceIds.length === 0) return sql`false`;
  return sql`m.id in (select wm.user_id from ${workspaceMembers} wm
    where wm.workspace_id in ${[...workspaceIds]} and wm.gone_at is null)`;
}
