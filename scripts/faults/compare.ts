import { compareDirectory } from "./compare-directory";
import { compareReports } from "./compare-reports";
import type { EmulatedApi } from "./emulated-api";
import type { Store } from "./store";

/** Where the store differs from the API or from itself, one line each. */
export async function compareStore(api: EmulatedApi, store: Store, historyDays: number): Promise<string[]> {
  const found = [...(await compareDirectory(api, store)), ...(await compareReports(api, store, historyDays))];
  return [...found, ...(await compareSums(store)), ...(await findUnsettled(store))];
}

/** Every sum must equal the facts, except for that of the last 30 days, which has fewer of them. */
const sums: { name: string; facts: string; sums: string }[] = [
  {
    name: "cost",
    facts: "select sum(cents) as total from cost_rows",
    sums: "select axes || ' ' || grain as kind, sum(cents) as total from cost_rollups group by 1",
  },
  {
    name: "usage",
    facts: "select sum(output_tokens) as total from usage_rows",
    sums: "select axes || ' ' || grain as kind, sum(output_tokens) as total from usage_rollups where axes not like '%geo%' group by 1",
  },
  {
    name: "geography",
    facts: "select sum(output_tokens) as total from usage_geo_rows",
    sums: "select axes || ' ' || grain as kind, sum(output_tokens) as total from usage_rollups where axes like '%geo%' group by 1",
  },
  ...["claude_code_rollups", "claude_code_actor_rollups", "claude_code_kind_rollups"].map((table) => ({
    name: table,
    facts: "select sum(sessions) as total from claude_code_rows",
    sums: `select grain as kind, sum(sessions) as total from ${table} where grain <> 'window' group by 1`,
  })),
  {
    name: "cost by actor",
    facts: "select sum(cents) as total from actor_cost_rows",
    sums: `select 'day' as kind, sum(cents) as total from actor_cost_rows union all
      select grain, sum(cents) from actor_cost_rollups where grain <> 'window' group by 1`,
  },
  {
    name: "people",
    facts: "select sum(output_tokens) as total from actor_usage_rows",
    sums: "select axes || ' ' || grain as kind, sum(output_tokens) as total from actor_usage_rollups group by axes, grain",
  },
];

async function compareSums(store: Store): Promise<string[]> {
  const found: string[] = [];
  for (const { name, facts, sums: sql } of sums) {
    const { rows } = await store.query<{ kind: string; is: string; should: string }>(
      `select kind, s.total::text as is, f.total::text as should from (${sql}) s, (${facts}) f
        where s.total is distinct from f.total`,
    );
    found.push(...rows.map(({ kind, is, should }) => `sums of ${name}, ${kind}: ${is} instead of ${should}`));
    found.push(...(await findMissingGrains(store, name, sql)));
  }
  const counted = await store.query<{ report: string; day: string }>(
    `select report, day::text from report_days d where report in ('cost', 'usage') and row_count <> case report
      when 'cost' then (select count(*) from cost_rows r where r.day = d.day)
      else (select count(*) from usage_rows r where r.day = d.day) end`,
  );
  return [
    ...found,
    ...counted.rows.map(({ report, day }) => `${report} of ${day} has rows too many or too few`),
  ];
}

/** A width without any sums has none that could be wrong. */
async function findMissingGrains(store: Store, name: string, sumsSql: string): Promise<string[]> {
  const { rows } = await store.query<{ grain: string }>(
    `select grain from (values ('day'), ('week'), ('month')) as grains (grain)
      where not exists (select from (${sumsSql}) s where s.kind like '%' || grain)`,
  );
  return rows.map(({ grain }) => `sums of ${name}, ${grain}: there are none`);
}

/** Work that is unfinished or was left behind. */
async function findUnsettled(store: Store): Promise<string[]> {
  const open = await store.query<{ action: string }>(
    `select action from audit_log i where phase = 'intent' and not exists
      (select 1 from audit_log o where o.entry_id = i.entry_id and o.phase = 'outcome')`,
  );
  const twice = await store.query<{ action: string }>(
    `select min(action) as action from audit_log where phase = 'outcome' group by entry_id having count(*) > 1`,
  );
  const rows = await store.query<{ state: string }>(
    "select state from bulk_rows where state in ('queued', 'running')",
  );
  const jobs = await store.query<{ job: string; error: string }>(
    "select job, error_code as error from sync_state where error_code is not null",
  );
  return [
    ...open.rows.map(({ action }) => `an intent without an outcome: ${action}`),
    ...twice.rows.map(({ action }) => `an operation with two outcomes: ${action}`),
    ...rows.rows.map(({ state }) => `a row of a bulk run is ${state}`),
    ...jobs.rows.map(({ job, error }) => `the sync of ${job} fails: ${error}`),
  ];
}
