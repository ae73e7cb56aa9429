import Big from "big.js";
import type pg from "pg";
import { addDays, listDays } from "@/lib/calendar";
import type { EmulatedApi } from "./emulated-api";
import { type DaySums, sumAnalytics, sumClaudeCode, sumCost, sumUsage } from "./truth";

const tokenSums = `sum(uncached_input_tokens)::text as uncached, sum(cache_read_input_tokens)::text as cached,
  sum(cache_creation_5m_input_tokens)::text as "written5m", sum(cache_creation_1h_input_tokens)::text as "written1h",
  sum(output_tokens)::text as output`;

export async function compareReports(
  api: EmulatedApi,
  store: pg.Client,
  historyDays: number,
): Promise<string[]> {
  const now = new Date(api.nowMs);
  const today = new Date(now.getTime() - 2 * 3_600_000).toISOString().slice(0, 10);
  const from = addDays(now.toISOString().slice(0, 10), 1 - historyDays);
  const span = { from, until: today };
  const days = listDays({ from, to: addDays(today, -1) });
  const exported = { from, until: addDays(today, -1) };
  const byDay = (sql: string) => readSums(store, sql);
  const usage = await sumUsage(api, span);
  const compared: [string, DaySums, DaySums][] = [
    [
      "cost",
      await sumCost(api, span),
      await byDay("select day::text, sum(cents)::text as cents from cost_rows group by 1"),
    ],
    ["usage", usage, await byDay(`select day::text, ${tokenSums} from usage_rows group by 1`)],
    [
      "usage by geography",
      usage,
      await byDay(`select day::text, ${tokenSums} from usage_geo_rows group by 1`),
    ],
    [
      "usage by hour",
      usage,
      await byDay(
        `select (starts_at at time zone 'UTC')::date::text as day, ${tokenSums} from usage_hours where axes = 'model' group by 1`,
      ),
    ],
    [
      "Claude Code",
      await sumClaudeCode(api, days),
      await byDay(
        "select day::text, count(*)::text as rows, sum(sessions)::text as sessions, sum(estimated_cents)::text as cents from claude_code_rows group by 1",
      ),
    ],
    [
      "cost by person",
      await sumAnalytics(api, "cost", exported),
      await byDay("select day::text, sum(cents)::text as cents from actor_cost_rows group by 1"),
    ],
    [
      "usage by person",
      await sumAnalytics(api, "usage", exported),
      await byDay(
        `select day::text, ${tokenSums} from actor_usage_rows where report = 'actor-usage' group by 1`,
      ),
    ],
  ];
  return compared.flatMap(([report, told, kept]) =>
    days.flatMap((day) => compareDay({ report, day }, told, kept)),
  );
}

async function readSums(store: pg.Client, sql: string): Promise<DaySums> {
  const { rows } = await store.query<Record<string, string>>(sql);
  return new Map(rows.map(({ day = "", ...sums }) => [day, sums]));
}

/** A day without traffic has no rows here, and zeros or none there. */
function compareDay(
  { report, day }: { report: string; day: string },
  told: DaySums,
  kept: DaySums,
): string[] {
  const [is, should] = [kept.get(day) ?? {}, told.get(day)];
  if (!should) return [];
  return Object.entries(should)
    .filter(([name, amount]) => !new Big(amount).eq(is[name] ?? 0))
    .map(([name, amount]) => `${report} of ${day}: ${name} is ${is[name] ?? 0} instead of ${amount}`);
}
