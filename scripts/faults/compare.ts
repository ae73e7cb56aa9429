import Big from "big.js";
import type pg from "pg";
import { addDays, listDays } from "@/lib/reports/search-params";
import type { EmulatedApi } from "./emulated-api";
import { type DaySums, listTruth, sumAnalytics, sumClaudeCode, sumCost, sumUsage } from "./truth";

const tokenSums = `sum(uncached_input_tokens)::text as uncached, sum(cache_read_input_tokens)::text as cached,
  sum(cache_creation_5m_input_tokens)::text as "written5m", sum(cache_creation_1h_input_tokens)::text as "written1h",
  sum(output_tokens)::text as output`;

/** Where the store is not what the API tells, or not in step with itself: one line each. */
export async function compareStore(
  api: EmulatedApi,
  store: pg.Client,
  historyDays: number,
): Promise<string[]> {
  const found = [...(await compareDirectory(api, store)), ...(await compareReports(api, store, historyDays))];
  return [...found, ...(await compareSums(store)), ...(await findUnsettled(store))];
}

type Named = Record<string, unknown>;
type Noun = { noun: string; path: string; sql: string; toText: (row: Named) => string };

const nouns: Noun[] = [
  {
    noun: "member",
    path: "users",
    sql: "select concat_ws(' ', id, email, role) as text from members",
    toText: (row) => `${row.id} ${row.email} ${row.role}`,
  },
  {
    noun: "invite",
    path: "invites",
    sql: "select concat_ws(' ', id, email, status) as text from invites",
    toText: (row) => `${row.id} ${row.email} ${row.status}`,
  },
  {
    noun: "workspace",
    path: "workspaces?include_archived=true",
    sql: "select concat_ws(' ', id, name) as text from workspaces",
    toText: (row) => `${row.id} ${row.name}`,
  },
  {
    noun: "key",
    path: "api_keys",
    sql: "select concat_ws(' ', id, name, status) as text from api_keys",
    toText: (row) => `${row.id} ${row.name} ${row.status}`,
  },
];

async function compareDirectory(api: EmulatedApi, store: pg.Client): Promise<string[]> {
  const found: string[] = [];
  for (const { noun, path, sql, toText } of nouns) {
    const told = (await listTruth(api, path)).map(toText);
    const isOdd = noun === "workspace" ? " and not is_default" : "";
    const kept = await store.query<{ text: string }>(`${sql} where gone_at is null${isOdd}`);
    found.push(
      ...compareLists(
        noun,
        told,
        kept.rows.map(({ text }) => text),
      ),
    );
  }
  const memberships: string[] = [];
  for (const workspace of await listTruth(api, "workspaces"))
    for (const row of await listTruth(api, `workspaces/${workspace.id}/members`))
      memberships.push(`${row.workspace_id} ${row.user_id} ${row.workspace_role}`);
  const kept = await store.query<{ text: string }>(
    `select concat_ws(' ', m.workspace_id, m.user_id, m.role) as text from workspace_members m
      join workspaces w on w.id = m.workspace_id where m.gone_at is null and w.archived_at is null and not w.is_default`,
  );
  return [
    ...found,
    ...compareLists(
      "membership",
      memberships,
      kept.rows.map(({ text }) => text),
    ),
  ];
}

function compareLists(noun: string, told: readonly string[], kept: readonly string[]): string[] {
  const [isTold, isKept] = [new Set(told), new Set(kept)];
  const missing = told.filter((text) => !isKept.has(text)).map((text) => `${noun} missing: ${text}`);
  const extra = kept.filter((text) => !isTold.has(text)).map((text) => `${noun} that is none: ${text}`);
  return [...missing, ...extra];
}

async function compareReports(api: EmulatedApi, store: pg.Client, historyDays: number): Promise<string[]> {
  const now = new Date(api.nowMs);
  // The last hour of a day is told an hour late, and the analytics some hours.
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

/** Each way of summing has to come to the same as the facts. */
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
    sums: `select grain as kind, sum(sessions) as total from ${table} group by 1`,
  })),
  {
    name: "people",
    facts: "select sum(output_tokens) as total from actor_usage_rows",
    sums: "select axes || ' ' || grain as kind, sum(output_tokens) as total from actor_usage_rollups group by axes, grain",
  },
];

async function compareSums(store: pg.Client): Promise<string[]> {
  const found: string[] = [];
  for (const { name, facts, sums: sql } of sums) {
    const { rows } = await store.query<{ kind: string; is: string; should: string }>(
      `select kind, s.total::text as is, f.total::text as should from (${sql}) s, (${facts}) f
        where s.total is distinct from f.total`,
    );
    found.push(...rows.map(({ kind, is, should }) => `sums of ${name}, ${kind}: ${is} instead of ${should}`));
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

/** What is still under way, or was left behind. */
async function findUnsettled(store: pg.Client): Promise<string[]> {
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
    ...twice.rows.map(({ action }) => `an act with two outcomes: ${action}`),
    ...rows.rows.map(({ state }) => `a row of a bulk run is ${state}`),
    ...jobs.rows.map(({ job, error }) => `the sync of ${job} fails: ${error}`),
  ];
}
