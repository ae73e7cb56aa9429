import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { getHistory } from "@/lib/core/history/store";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isInRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import { toFacts } from "./facts";
import { type Adoption, adoption } from "./schema";

const always = { from: "0001-01-01", to: "9999-12-31" };

export const getAdoption = heavyRead("standing", readAdoption);

async function readAdoption({ actor }: Permit<"claude-code:read">): Promise<Adoption> {
  const isIn = (days: number) => sql`last_on > newest.day - ${days}::int`;
  const { actors, widest } = toFacts(actor);
  const isPerson = sql`r.actor_type = 'user_actor'`;
  const isMember = sql`listed.email is not null`;
  const db = await database();
  const { rows } = await db.execute<Adoption>(sql`
    with newest as (
      select max(${reportDays.day}) as day from ${reportDays}
      where ${reportDays.report} = 'claude-code' and ${reportDays.rowCount} > 0 and ${reportDays.day} < ${toDay(new Date())}::date
    ), listed as (
      select distinct email from ${toMembers(actor)} m
    ), active as (
      select lower(actor) as email, max(last_on) as last_on from (
        select r.actor, null::date as last_on from ${actors} r where ${isInRollupPeriods([{ grain: widest, ...always }])} and ${isPerson} group by 1
        union all
        select r.actor, max(r.starts_on) from ${actors} r
        where r.grain = 'day' and r.starts_on between (select day - 29 from newest) and (select day from newest)
          and ${isPerson} group by 1
      ) as each group by 1
    )
    select newest.day::text as "to", (select count(*) from listed)::int as members,
      count(*) filter (where ${isMember})::int as "everActive",
      count(*) filter (where ${isMember} and ${isIn(7)})::int as "activeThisWeek",
      count(*) filter (where ${isIn(1)})::int as day, count(*) filter (where ${isIn(7)})::int as week,
      count(*) filter (where ${isIn(30)})::int as month
    from newest left join active on true left join listed on listed.email = active.email group by newest.day`);
  const [found] = rows;
  return adoption.parse(found && { ...found, ...(await toKnown(found)) });
}

async function toKnown(found: Adoption): Promise<Partial<Adoption>> {
  const history = await getHistory(["claude-code"]);
  const to = found.to ?? toDay(new Date());
  const since = (from: string) => history.findLoading({ report: "claude-code", from, to });
  const spans = { day: 1, activeThisWeek: 7, week: 7, month: 30 };
  const counts = Object.entries(spans).filter(([, days]) => since(addDays(to, 1 - days)) !== null);
  const loading = since("1970-01-01");
  return {
    ...Object.fromEntries(counts.map(([name]) => [name, null])),
    ...(loading && { everActive: null }),
    loading,
  };
}

function toMembers(actor: Actor): SQL {
  const { isAll, teamDays } = visibleTo(actor);
  if (isAll) return sql`(select lower(m.email) as email from ${members} m where m.gone_at is null)`;
  return sql`(select email from ${teamDays} team where until = 'infinity')`;
}
