import Big from "big.js";
import { addDays, type DayRange, listDays } from "@/lib/core/format/calendar";
import { type ReportName, toKeptDays } from "@/lib/core/history/vocabulary";
import type { EmulatedApi } from "./emulated-api";
import type { Store } from "./store";
import { type DaySums, sumAnalytics, sumClaudeCode, sumCost, sumUsage } from "./truth";

const tokenSums = `sum(uncached_input_tokens)::text as uncached, sum(cache_read_input_tokens)::text as cached,
  sum(cache_creation_5m_input_tokens)::text as "written5m", sum(cache_creation_1h_input_tokens)::text as "written1h",
  sum(output_tokens)::text as output`;

type Span = { from: string; until: string };
type Compared = {
  name: string;
  report: ReportName;
  /** The first day that the API has not reported in full yet. */
  until: string;
  reported: (api: EmulatedApi, span: Span) => Promise<DaySums>;
  kept: string;
};

/** The API reports the last hour of a day an hour late, and the analytics several hours late. */
function listCompared(today: string): Compared[] {
  const yesterday = addDays(today, -1);
  return [
    {
      name: "cost",
      report: "cost",
      until: today,
      reported: sumCost,
      kept: "select day::text, sum(cents)::text as cents from cost_rows group by 1",
    },
    {
      name: "usage",
      report: "usage",
      until: today,
      reported: sumUsage,
      kept: `select day::text, ${tokenSums} from usage_rows group by 1`,
    },
    {
      name: "usage by geography",
      report: "usage-geo",
      until: today,
      reported: sumUsage,
      kept: `select day::text, ${tokenSums} from usage_geo_rows group by 1`,
    },
    ...["model", "workspace", "workspace_model"].map((axes) => ({
      name: `usage by hour and ${axes}`,
      report: "usage-hours" as const,
      until: today,
      reported: sumUsage,
      kept: `select (starts_at at time zone 'UTC')::date::text as day, ${tokenSums} from usage_hours where axes = '${axes}' group by 1`,
    })),
    {
      name: "Claude Code",
      report: "claude-code",
      until: today,
      reported: sumClaudeCode,
      kept: "select day::text, count(*)::text as rows, sum(sessions)::text as sessions, sum(estimated_cents)::text as cents from claude_code_rows group by 1",
    },
    {
      name: "cost by person",
      report: "actor-cost",
      until: yesterday,
      reported: (api, span) => sumAnalytics(api, "cost", span),
      kept: "select day::text, sum(cents)::text as cents from actor_cost_rows group by 1",
    },
    {
      name: "usage by person",
      report: "actor-usage",
      until: yesterday,
      reported: (api, span) => sumAnalytics(api, "usage", span),
      kept: `select day::text, ${tokenSums} from actor_usage_rows where report = 'actor-usage' group by 1`,
    },
  ];
}

/** Days that were not read, or whose sums are not what the API reports: one line each. */
export async function compareReports(api: EmulatedApi, store: Store, historyDays: number): Promise<string[]> {
  const now = new Date(api.nowMs);
  const newest = now.toISOString().slice(0, 10);
  const today = new Date(now.getTime() - 2 * 3_600_000).toISOString().slice(0, 10);
  const found: string[] = [];
  for (const compared of listCompared(today)) {
    const span = {
      from: addDays(newest, 1 - toKeptDays(compared.report, historyDays)),
      until: compared.until,
    };
    const days = { from: span.from, to: addDays(span.until, -1) };
    const [reported, kept] = [await compared.reported(api, span), await readSums(store, compared.kept)];
    found.push(...(await findUnread(store, compared.report, days)));
    found.push(...listDays(days).flatMap((day) => compareDay({ name: compared.name, day }, reported, kept)));
  }
  return found;
}

async function findUnread(store: Store, report: ReportName, { from, to }: DayRange): Promise<string[]> {
  const { rows } = await store.query<{ day: string }>(
    `select at::date::text as day from generate_series('${from}'::timestamp, '${to}'::timestamp, interval '1 day') as series (at)
      where not exists (select from report_days where report = '${report}' and day = at::date and not is_refused)`,
  );
  return rows.map(({ day }) => `${report} of ${day} was never read`);
}

async function readSums(store: Store, sql: string): Promise<DaySums> {
  const { rows } = await store.query<Record<string, string>>(sql);
  return new Map(rows.map(({ day = "", ...sums }) => [day, sums]));
}

/** A day without traffic may have no rows or rows of zeros on either side. */
function compareDay(
  { name, day }: { name: string; day: string },
  reported: DaySums,
  kept: DaySums,
): string[] {
  const [is, should] = [kept.get(day) ?? {}, reported.get(day) ?? {}];
  return [...new Set([...Object.keys(should), ...Object.keys(is)])]
    .filter((measure) => !new Big(should[measure] ?? 0).eq(is[measure] ?? 0))
    .map(
      (measure) => `${name} of ${day}: ${measure} is ${is[measure] ?? 0} instead of ${should[measure] ?? 0}`,
    );
}
