import "server-only";
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/core/db/database";
import { toIso } from "@/lib/core/db/instants";
import { reportDays } from "@/lib/core/db/report-tables";
import { statementFacts, statements } from "@/lib/core/db/statement-tables";
import { addDays, countDays, type DayRange, toDay, toPeriodEnd } from "@/lib/core/format/calendar";
import type { Currency } from "@/lib/core/money/money";
import { everyone } from "@/lib/core/organization/visibility";
import { unsettledDays } from "@/lib/money/reports/ingest/plan-windows";
import { listPlaceCosts } from "@/lib/money/spend/centers";
import { lacksCenter } from "@/lib/money/spend/vocabulary";
import { listCorrections } from "./corrections";
import { toAdjustmentLines, toOwnLines, toPrinted } from "./lines";
import { type Draft, type StatementContent, type StatementFact, statementFact, type Terms } from "./schema";

export type Frame = Pick<
  StatementContent,
  "issuer" | "month" | "currency" | "closedAt" | "closedBy" | "incompleteDays"
> & {
  terms: Terms;
};
export type Composed = { content: StatementContent; obstacles: Draft["obstacles"] };

export function toMonthDays(month: string): DayRange {
  return { from: `${month}-01`, to: toPeriodEnd(`${month}-01`, "month") };
}

/** A statement as it would be closed now. Inside a transaction that holds the locks, it is what is stored. */
export async function composeStatement(db: Database | Transaction, frame: Frame): Promise<Composed> {
  const { month, currency, terms } = frame;
  const range = toMonthDays(month);
  const asked = { reader: everyone, currency, tag: terms.tag, range, grain: "day" } as const;
  const places = await listPlaceCosts(asked, db);
  const own = places.map(({ workspaceId, workspace, center, cents }) =>
    statementFact.parse({ month, workspaceId, workspace, center, cents }),
  );
  const corrections = (await listCorrections(db, currency)).filter((fact) => fact.month !== month);
  const lines = [...toOwnLines(own, terms), ...(await listAdjustments(db, currency, corrections))];
  const days = await countDaysOf(db, range);
  const last = await findLast(db, frame);
  const { closedAt, closedBy, issuer, incompleteDays } = frame;
  const content: StatementContent = {
    format: "castellan-statement/1",
    number: (last.number ?? 0) + 1,
    issuer,
    month,
    currency,
    closedAt,
    closedBy,
    dataAsOf: days.dataAsOf ?? closedAt,
    incompleteDays,
    terms,
    facts: [...own, ...corrections],
    ...toPrinted(lines),
    previousHash: last.hash,
  };
  return { content, obstacles: listObstacles(frame, { ...days, isClosed: last.isClosed }) };
}

async function listAdjustments(db: Database | Transaction, currency: Currency, corrections: StatementFact[]) {
  const months = [...new Set(corrections.map(({ month }) => month))];
  const lines = [];
  for (const month of months) {
    const { rows: billed } = await db.execute<StatementFact>(sql`
      select f.month, f.workspace_id as "workspaceId", f.workspace, f.center, trim_scale(f.cents)::text as cents
      from ${statementFacts} f join ${statements} s on s.number = f.number and s.month = f.month
      where s.month = ${month} and s.currency = ${currency} order by f.position`);
    const { rows } = await db.execute<Terms>(
      sql`select tag, rule, center from ${statements} where month = ${month} and currency = ${currency}`,
    );
    const [terms] = rows;
    const changed = corrections.filter((fact) => fact.month === month);
    if (terms) lines.push(...toAdjustmentLines(changed, billed, terms));
  }
  return lines;
}

type DayState = { known: number; unsettled: number; dataAsOf: string | null };

async function countDaysOf(db: Database | Transaction, { from, to }: DayRange): Promise<DayState> {
  const { rows } = await db.execute<DayState>(sql`
    select count(*)::int as known, count(*) filter (
        where (fetched_at at time zone 'UTC')::date < day + ${unsettledDays}::int)::int as unsettled,
      ${toIso(sql`min(fetched_at)`)} as "dataAsOf"
    from ${reportDays} where report = 'cost' and not is_refused and day between ${from}::date and ${to}::date`);
  return rows[0] ?? { known: 0, unsettled: 0, dataAsOf: null };
}

type Last = { number: number | null; hash: string | null; isClosed: boolean };

async function findLast(db: Database | Transaction, { month, currency }: Frame): Promise<Last> {
  const { rows } = await db.execute<Last>(sql`
    select (select max(number) from ${statements}) as number,
      (select hash from ${statements} order by number desc limit 1) as hash,
      exists (select 1 from ${statements} where month = ${month} and currency = ${currency}) as "isClosed"`);
  return rows[0] ?? { number: null, hash: null, isClosed: false };
}

/** The day after which nothing of a month changes anymore; null if it isn't in the future. */
export function toClosableOn(month: string, today: string): string | null {
  const day = addDays(toMonthDays(month).to, unsettledDays);
  return day > today ? day : null;
}

function listObstacles(
  frame: Frame,
  { known, unsettled, isClosed }: DayState & { isClosed: boolean },
): Draft["obstacles"] {
  const range = toMonthDays(frame.month);
  const today = toDay(new Date(frame.closedAt));
  if (isClosed) return [{ obstacle: "closed", days: 0 }];
  if (range.to >= today)
    return [{ obstacle: "over", days: countDays({ from: today, to: addDays(range.to, 1) }) - 1 }];
  const missing = countDays(range) - known;
  return [
    ...(missing > 0 ? [{ obstacle: "missing" as const, days: missing }] : []),
    ...(unsettled > 0 ? [{ obstacle: "unsettled" as const, days: unsettled }] : []),
    ...(lacksCenter(frame.terms) ? [{ obstacle: "center" as const, days: 0 }] : []),
  ];
}
