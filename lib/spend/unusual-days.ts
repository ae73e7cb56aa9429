import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { addDays, type DayRange, listDays, toDay } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { workspaces } from "@/lib/db/directory-tables";
import { costRollups } from "@/lib/db/report-tables";
import { home } from "@/lib/directory/default-workspace";
import { heavyRead } from "@/lib/entry/heavy-read";
import { getHistory } from "@/lib/history/store";
import type { Currency } from "@/lib/money";
import { isInCurrency } from "@/lib/reports/query/currencies";
import { countIncompleteDays } from "@/lib/reports/query/incomplete";
import { workspaceKey, workspaceLabel } from "@/lib/reports/query/scope";
import { noKey } from "@/lib/reports/vocabulary";
import { visibleTo } from "@/lib/visibility";
import { chooseSpendCurrency } from "./currency";
import { sumByDay } from "./days";
import { type UnusualDays, unusualDays } from "./schema";
import { type DayCents, type JudgedDay, listSameWeekdays, toMedian, toUnusualDay, weeks } from "./usual-day";

const maxUnusualDays = 8;

export const getUnusualDays = heavyRead(readUnusualDays);

async function readUnusualDays(
  by: Permit<"cost:read">,
  { currency: asked, ...range }: DayRange & { currency?: Currency | null | undefined },
): Promise<UnusualDays> {
  const today = toDay(new Date());
  const { currency, totals } = await chooseSpendCurrency(by.actor, asked, [range]);
  const needed = toComparedDays(range);
  const [days, history] = await Promise.all([sumByDay(by.actor, currency, needed), getHistory(["cost"])]);
  const canJudge = (day: string) => !listSameWeekdays(day).some((one) => history.isUnread("cost", one));
  const found = findUnusualDays(days, range, today).filter(({ day }) => canJudge(day));
  const [byWorkspace, byModel] = await Promise.all([
    findContributors(by.actor, currency, found, "workspace"),
    findContributors(by.actor, currency, found, "model"),
  ]);
  return unusualDays.parse({
    currency,
    totals,
    today,
    days: listDays(range).flatMap((day) => (days.has(day) ? [{ day, cents: days.get(day) }] : [])),
    loading: history.findLoading({ report: "cost", ...needed }),
    incompleteDays: await countIncompleteDays(["cost"], [needed]),
    unusualDays: found.map((one) => ({
      ...one,
      workspace: byWorkspace.get(one.day) ?? null,
      model: byModel.get(one.day) ?? null,
    })),
  });
}

export function toComparedDays({ from, to }: DayRange): DayRange {
  return { from: addDays(from, -7 * weeks), to };
}

/** Newest first. Today isn't complete and would always be low. */
export function findUnusualDays(days: DayCents, range: DayRange, today: string): JudgedDay[] {
  return listDays(range)
    .filter((day) => day < today)
    .flatMap((day) => toUnusualDay(days, day) ?? [])
    .slice(-maxUnusualDays)
    .reverse();
}

type Contributor = { key: string; label: string | null; differenceCents: string };

async function findContributors(
  actor: Actor,
  currency: Currency,
  found: readonly JudgedDay[],
  by: "workspace" | "model",
): Promise<Map<string, Contributor>> {
  if (found.length === 0) return new Map();
  const rows = await sumParts(
    actor,
    currency,
    found.flatMap(({ day }) => [day, ...listSameWeekdays(day)]),
    by,
  );
  return new Map(
    found.flatMap(({ day, differenceCents }) => {
      const mover = toMover(rows, day, new Big(differenceCents).gt(0));
      return mover ? [[day, mover]] : [];
    }),
  );
}

function toMover(rows: readonly Part[], day: string, isUp: boolean): Contributor | null {
  const same = listSameWeekdays(day);
  const keys = new Map(rows.map(({ key, label }) => [key, label]));
  const differences = [...keys].map(([key, label]) => {
    const own = new Map(rows.filter((row) => row.key === key).map(({ day: on, cents }) => [on, cents]));
    const usual = toMedian(same.map((one) => new Big(own.get(one) ?? 0)));
    return { key, label, difference: new Big(own.get(day) ?? 0).minus(usual) };
  });
  const [most] = differences.toSorted((one, other) =>
    isUp ? other.difference.cmp(one.difference) : one.difference.cmp(other.difference),
  );
  return most ? { key: most.key, label: most.label, differenceCents: most.difference.toFixed() } : null;
}

type Part = { day: string; key: string; label: string | null; cents: string };

async function sumParts(
  actor: Actor,
  currency: Currency,
  days: string[],
  by: "workspace" | "model",
): Promise<Part[]> {
  const isWorkspace = by === "workspace";
  const axes = isWorkspace ? "workspace" : visibleTo(actor).isAll ? "model" : "workspace_model";
  const key: SQL = isWorkspace ? workspaceKey : sql`coalesce(r.model, ${noKey})`;
  const label: SQL = isWorkspace ? workspaceLabel : sql`nullif(sides.key, ${noKey})`;
  const wanted = sql.join(
    [...new Set(days)].map((day) => sql`${day}::date`),
    sql`, `,
  );
  const db = await database();
  const { rows } = await db.execute<{ json: Part[] | null }>(sql`
    with sides as (
      select r.starts_on as day, ${key} as key, sum(r.cents) as cents from ${costRollups} r cross join ${home}
      where r.axes = ${axes} and r.grain = 'day' and r.starts_on in (${wanted})
        and ${isInCurrency(currency)} and ${visibleTo(actor).reportRows} group by 1, 2
    )
    select json_agg(json_build_object('day', day::text, 'key', key, 'label', ${label}, 'cents', cents::text)) as json
    from sides left join ${workspaces} w on w.id = sides.key`);
  return rows[0]?.json ?? [];
}
