import Big from "big.js";
import { addDays, type DayRange, listDays } from "@/lib/core/format/calendar";
import { type ReportName, toKeptDays } from "@/lib/core/history/vocabulary";
import type { EmulatedApi } from "./emulated-api";
import { type DaySums, type Queried, sumTruth, type TrueReport, trueReports } from "./truth";

const tokens = `sum(uncached_input_tokens)::text as uncached, sum(cache_read_input_tokens)::text as cached,
  sum(cache_creation_5m_input_tokens)::text as "written5m", sum(cache_creation_1h_input_tokens)::text as "written1h",
  sum(output_tokens)::text as output`;
const cents = "sum(cents)::text as cents";
const claudeCode =
  "count(*)::text as rows, sum(sessions)::text as sessions, sum(estimated_cents)::text as cents";
const hourDay = "(starts_at at time zone 'UTC')::date::text as day";

/** A day and its sums in our store, next to the report of the API that it must equal. */
const compared: [name: string, report: ReportName, truth: TrueReport, kept: string][] = [
  ["cost", "cost", trueReports.cost, `day::text, ${cents} from cost_rows`],
  ["usage", "usage", trueReports.usage, `day::text, ${tokens} from usage_rows`],
  ["usage by geography", "usage-geo", trueReports.usage, `day::text, ${tokens} from usage_geo_rows`],
  ...["model", "workspace", "workspace_model"].map((axes): (typeof compared)[number] => [
    `usage by hour and ${axes}`,
    "usage-hours",
    trueReports.usage,
    `${hourDay}, ${tokens} from usage_hours where axes = '${axes}'`,
  ]),
  ["Claude Code", "claude-code", trueReports.claudeCode, `day::text, ${claudeCode} from claude_code_rows`],
  ["cost by person", "actor-cost", trueReports.personCost, `day::text, ${cents} from actor_cost_rows`],
  [
    "usage by person",
    "actor-usage",
    trueReports.personUsage,
    `day::text, ${tokens} from actor_usage_rows where report = 'actor-usage'`,
  ],
];

/** Days that were not read, or whose sums are not what the API reports, one line each. */
export async function compareReports(
  api: EmulatedApi,
  store: Queried,
  historyDays: number,
): Promise<string[]> {
  const newest = new Date(api.nowMs).toISOString().slice(0, 10);
  // The API reports the last hour of a day an hour late, and what people did several hours late.
  const today = new Date(api.nowMs - 2 * 3_600_000).toISOString().slice(0, 10);
  const found: string[] = [];
  for (const [name, report, truth, kept] of compared) {
    const from = addDays(newest, 1 - toKeptDays(report, historyDays));
    const until = report.startsWith("actor") ? addDays(today, -1) : today;
    const days = { from, to: addDays(until, -1) };
    const [should, is] = [await sumTruth(api, truth, { from, until }), await readSums(store, kept)];
    found.push(...(await findUnread(store, report, days)));
    for (const day of listDays(days)) found.push(...compareDay({ name, day }, should, is));
  }
  return found;
}

async function findUnread(store: Queried, report: ReportName, { from, to }: DayRange): Promise<string[]> {
  const { rows } = await store.query<{ day: string }>(
    `select at::date::text as day from generate_series('${from}'::timestamp, '${to}'::timestamp, interval '1 day') as series (at)
      where not exists (select from report_days where report = '${report}' and day = at::date and not is_refused)`,
  );
  return rows.map(({ day }) => `${report} of ${day} was never read`);
}

async function readSums(store: Queried, kept: string): Promise<DaySums> {
  const { rows } = await store.query<Record<string, string>>(`select ${kept} group by 1`);
  return new Map(rows.map(({ day = "", ...sums }) => [day, sums]));
}

/** A day without traffic may have no rows or rows of zeros on either side. */
function compareDay({ name, day }: { name: string; day: string }, should: DaySums, is: DaySums): string[] {
  const [wanted, found] = [should.get(day) ?? {}, is.get(day) ?? {}];
  return Object.keys({ ...wanted, ...found })
    .filter((measure) => !new Big(wanted[measure] ?? 0).eq(found[measure] ?? 0))
    .map(
      (measure) =>
        `${name} of ${day}: ${measure} is ${found[measure] ?? 0} instead of ${wanted[measure] ?? 0}`,
    );
}
