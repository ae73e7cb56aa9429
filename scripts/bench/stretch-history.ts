/** Run on a store that nobody has open: repeats its newest 30 days of cost until they are a year, as sums alone. */
import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { closeDatabase, database } from "@/lib/db/client";
import { costRollups, reportDays } from "@/lib/db/report-tables";

const periodDays = 30;
const periods = 12;

const names = Object.values(getTableColumns(costRollups)).map(({ name }) => name);
const dimensions = names.filter((name) => !["grain", "starts_on", "cents"].includes(name));
const list = (texts: string[]) => sql.raw(texts.join(", "));

async function run(): Promise<void> {
  const db = await database();
  for (let period = 1; period <= periods; period++) {
    const back = period * periodDays;
    await db.execute(sql`insert into ${costRollups} (grain, starts_on, cents, ${list(dimensions)})
      select grain, starts_on - ${back}::integer, cents, ${list(dimensions)} from ${costRollups}
      where grain = 'day' and starts_on > (select max(day) from ${reportDays} where report = 'cost') - ${periodDays}::integer`);
    await db.execute(sql`insert into ${reportDays} (report, day, fetched_at, is_refused, row_count)
      select report, day - ${back}::integer, fetched_at, false, row_count from ${reportDays}
      where report = 'cost' and day > (select max(day) from ${reportDays} where report = 'cost') - ${periodDays}::integer
      on conflict do nothing`);
  }
  for (const grain of ["week", "month"]) await db.execute(resum(grain));
  await db.execute(sql`analyze ${costRollups}`);
  await closeDatabase();
}

function resum(grain: string): SQL {
  return sql`with gone as (delete from ${costRollups} where grain = ${grain})
    insert into ${costRollups} (grain, starts_on, cents, ${list(dimensions)})
    select ${grain}::text, date_trunc(${grain}, starts_on::timestamp)::date, sum(cents), ${list(dimensions)}
    from ${costRollups} where grain = 'day' group by 2, ${list(dimensions)}`;
}

await run();
