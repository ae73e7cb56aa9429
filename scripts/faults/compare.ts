import { compareDirectory } from "./compare-directory";
import { compareReports } from "./compare-reports";
import type { EmulatedApi } from "./emulated-api";
import type { Queried } from "./truth";

/** Where the store differs from the API or from itself, one line each. */
export async function compareStore(api: EmulatedApi, store: Queried, historyDays: number): Promise<string[]> {
  const found = [...(await compareDirectory(api, store)), ...(await compareReports(api, store, historyDays))];
  for (const sum of sums) found.push(...(await compareSum(store, sum)));
  const { rows } = await store.query<{ text: string }>(unsettled);
  return [...found, ...rows.map(({ text }) => text)];
}

type Sum = [name: string, facts: string, kind: string, sums: string];

const byAxes = "axes || ' ' || grain";
const complete = "where grain <> 'window'";
const claudeCodeTables = ["claude_code_rollups", "claude_code_actor_rollups", "claude_code_kind_rollups"];

/** Every sum must equal the facts, except for that of the last 30 days, which has fewer of them. */
const sums: Sum[] = [
  ["cost", "sum(cents) as total from cost_rows", byAxes, "sum(cents) as total from cost_rollups"],
  [
    "usage",
    "sum(output_tokens) as total from usage_rows",
    byAxes,
    "sum(output_tokens) as total from usage_rollups where axes not like '%geo%'",
  ],
  [
    "geography",
    "sum(output_tokens) as total from usage_geo_rows",
    byAxes,
    "sum(output_tokens) as total from usage_rollups where axes like '%geo%'",
  ],
  ...claudeCodeTables.map((table): Sum => {
    return [
      table,
      "sum(sessions) as total from claude_code_rows",
      "grain",
      `sum(sessions) as total from ${table} ${complete}`,
    ];
  }),
  [
    "cost by actor",
    "sum(cents) as total from actor_cost_rows",
    "grain",
    `sum(cents) as total from (select 'day' as grain, cents from actor_cost_rows union all
      select grain, cents from actor_cost_rollups ${complete}) as all_grains`,
  ],
  [
    "people",
    "sum(output_tokens) as total from actor_usage_rows",
    byAxes,
    "sum(output_tokens) as total from actor_usage_rollups",
  ],
];

/** A width without any sums has none that could be wrong, so it is missing. */
async function compareSum(store: Queried, [name, facts, kind, sums]: Sum): Promise<string[]> {
  const { rows } = await store.query<{ text: string }>(
    `with s as (select ${kind} as kind, ${sums} group by 1)
      select concat(kind, ': ', s.total, ' instead of ', f.total) as text from s, (select ${facts}) f
        where s.total is distinct from f.total
      union all select concat(grain, ': there are none') from (values ('day'), ('week'), ('month')) as grains (grain)
        where not exists (select from s where kind like '%' || grain)`,
  );
  return rows.map(({ text }) => `sums of ${name}, ${text}`);
}

/** Work that is unfinished, was left behind, or was done twice. */
const unsettled = `
  select 'an intent without an outcome: ' || action as text from audit_log i where phase = 'intent'
    and not exists (select from audit_log o where o.entry_id = i.entry_id and o.phase = 'outcome')
  union all select 'an operation with two outcomes: ' || min(action) from audit_log where phase = 'outcome'
    group by entry_id having count(*) > 1
  union all select 'a row of a bulk run is ' || state from bulk_rows where state in ('queued', 'running')
  union all select concat('the sync of ', job, ' fails: ', error_code) from sync_state where error_code is not null
  union all select concat(report, ' of ', day, ' has rows too many or too few') from report_days d
    where report in ('cost', 'usage') and row_count <> case report
      when 'cost' then (select count(*) from cost_rows r where r.day = d.day)
      else (select count(*) from usage_rows r where r.day = d.day) end`;
