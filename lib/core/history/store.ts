import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { syncState } from "@/lib/core/db/own-tables";
import { getParts } from "@/lib/core/db/parts";
import { reportDays } from "@/lib/core/db/report-tables";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import { env } from "@/lib/core/env/env";
import { addDays, countDays, toDay } from "@/lib/core/format/calendar";
import { perRequest } from "@/lib/core/process/per-request";
import type { LoadingHistory } from "./schema";
import { partOfReport, type ReportName, toKeptDays } from "./vocabulary";

export type Needed = { report: ReportName; from: string; to: string };

type Gap = { from: string; to: string };
type Known = {
  report: ReportName;
  total: number;
  unread: number;
  gaps: readonly Gap[];
  isFailing: boolean;
  isUnavailable: boolean;
};

/** Days that the API doesn't have count as read. */
export class History {
  readonly #known: ReadonlyMap<ReportName, Known>;

  constructor(
    known: readonly Known[],
    private readonly today: string,
  ) {
    this.#known = new Map(known.map((each) => [each.report, each]));
  }

  /**
   * Null once every needed day is read. Today is never complete, so it counts only if nothing else is needed. Of
   * several reports, returns the one furthest behind.
   */
  findLoading(...needed: readonly Needed[]): LoadingHistory | null {
    const waiting = needed
      .filter((each) => this.#isWaiting(each))
      .flatMap(({ report }) => this.#toLoading(report));
    const [furthest] = waiting.toSorted((one, other) => one.done / one.total - other.done / other.total);
    if (!furthest) return null;
    return {
      ...furthest,
      readDays: Math.min(...waiting.map(({ readDays }) => readDays)),
      isFailing: waiting.some(({ isFailing }) => isFailing),
      ...(waiting.some(({ isUnavailable }) => isUnavailable) && { isUnavailable: true }),
    };
  }

  isUnavailable(report: ReportName): boolean {
    return this.#known.get(report)?.isUnavailable ?? false;
  }

  isUnread(report: ReportName, day: string): boolean {
    return this.#gapsOf(report).some(({ from, to }) => from <= day && day <= to);
  }

  #isWaiting({ report, from, to }: Needed): boolean {
    const last = to >= this.today && from < this.today ? addDays(this.today, -1) : to;
    return this.#gapsOf(report).some((gap) => gap.from <= last && gap.to >= from);
  }

  #gapsOf(report: ReportName): readonly Gap[] {
    const known = this.#known.get(report);
    if (!known) throw new Error(`the history of ${report} was not asked for`);
    return known.gaps;
  }

  #toLoading(report: ReportName): LoadingHistory[] {
    const known = this.#known.get(report);
    if (!known) return [];
    const { total, unread, isFailing, isUnavailable } = known;
    const yesterday = addDays(this.today, -1);
    const [newest] = this.#gapsOf(report)
      .filter(({ from }) => from <= yesterday)
      .toSorted((one, other) => other.to.localeCompare(one.to));
    const readDays = newest ? Math.max(0, countDays({ from: newest.to, to: yesterday }) - 1) : total - 1;
    return [{ done: total - unread, total, readDays, isFailing, ...(isUnavailable && { isUnavailable }) }];
  }
}

type Row = {
  report: ReportName;
  known: number;
  first: string | null;
  last: string | null;
  between: Gap[] | null;
  isFailing: boolean;
};

export async function getHistory(reports: readonly ReportName[], now = new Date()): Promise<History> {
  const today = toDay(now);
  const known = await rememberKnown();
  const toKey = (report: ReportName) => `${report} ${today}`;
  const missing = reports.filter((report) => !known.has(toKey(report)));
  if (missing.length > 0) {
    const read = readKnown(missing, today);
    for (const report of missing)
      known.set(
        toKey(report),
        read.then((all) => all.filter((one) => one.report === report)),
      );
  }
  const found = await Promise.all(reports.map((report) => known.get(toKey(report)) ?? []));
  const parts = await getParts(now);
  return new History(
    found.flat().map((one) => ({ ...one, isUnavailable: parts.isUnavailable(partOfReport[one.report]) })),
    today,
  );
}

type Read = Omit<Known, "isUnavailable">;

/** Cached by report and day, because parts of a page ask for different reports. Never older than the version of the page. */
const rememberKnown = perRequest(async () => {
  await getStoreFacts();
  return new Map<string, Promise<Read[]>>();
});

async function readKnown(reports: readonly ReportName[], today: string): Promise<Read[]> {
  const kept = reports.map((report) => sql`(${report}::text, ${toOldest(report, today)}::date)`);
  const db = await database();
  const { rows } = await db.execute<Row>(sql`
    with kept (report, oldest) as (values ${sql.join(kept, sql`, `)}),
    days as (
      select report, day, day - lag(day) over (partition by report order by day) as step
      from ${reportDays} join kept using (report) where day between oldest and ${today}::date
    )
    select kept.report, count(day)::int as known, min(day)::text as first, max(day)::text as last,
      json_agg(json_build_object('from', (day - step + 1)::text, 'to', (day - 1)::text)) filter (where step > 1) as between,
      exists (select 1 from ${syncState} where error_code is not null
        and (job = case when kept.report in ('actor-cost', 'actor-usage', 'account-usage') then 'analytics'
            else kept.report end
          or job = 'directory' and error_code = 'key_rejected')) as "isFailing"
    from kept left join days using (report) group by kept.report`);
  return rows.map((row) => toKnown(row, today));
}

function toKnown({ report, known, first, last, between, isFailing }: Row, today: string): Read {
  const total = toKeptDays(report, env.HISTORY_DAYS);
  const oldest = toOldest(report, today);
  const gaps =
    first === null || last === null
      ? [{ from: oldest, to: today }]
      : [{ from: oldest, to: addDays(first, -1) }, ...(between ?? []), { from: addDays(last, 1), to: today }];
  return { report, total, unread: total - known, gaps: gaps.filter(({ from, to }) => from <= to), isFailing };
}

function toOldest(report: ReportName, today: string): string {
  return addDays(today, 1 - toKeptDays(report, env.HISTORY_DAYS));
}

/** For conclusions that need all history, such as when something was last used. */
export function findAllLoading(
  reports: readonly ReportName[],
  now = new Date(),
): Promise<LoadingHistory | null> {
  const all = { from: "1970-01-01", to: toDay(now) };
  return findLoading(
    reports.map((report) => ({ report, ...all })),
    now,
  );
}

export async function findLoading(
  needed: readonly Needed[],
  now = new Date(),
): Promise<LoadingHistory | null> {
  const reports = [...new Set(needed.map(({ report }) => report))];
  return (await getHistory(reports, now)).findLoading(...needed);
}

/** Before these days are read, a filter can't say that something didn't happen in them. */
export function areDaysRead(report: ReportName, days: number): SQL {
  const count = Math.min(days, toKeptDays(report, env.HISTORY_DAYS) - 1);
  const today = sql`(now() at time zone 'UTC')::date`;
  return sql`(select count(*) from ${reportDays} where report = ${report}
    and day between ${today} - ${count}::integer and ${today} - 1) >= ${count}`;
}
