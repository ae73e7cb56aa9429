import "server-only";
import Big from "big.js";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { costRollups, costRows } from "@/lib/core/db/report-tables";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { getHistory } from "@/lib/core/history/store";
import type { Currency } from "@/lib/core/money/money";
import { home, isRowOfWorkspaces } from "@/lib/core/organization/default-workspace";
import { type Reader, visibleTo } from "@/lib/core/organization/visibility";
import { getActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { actorCosts } from "@/lib/money/reports/query/actor-costs";
import { estimatesIn, isInCurrency } from "@/lib/money/reports/query/currencies";
import { workspaceKey, workspaceLabel } from "@/lib/money/reports/query/scope";
import { actorHistoryDays } from "@/lib/money/reports/rollups/key-costs";
import { noKey } from "@/lib/money/reports/vocabulary";
import { toKey } from "./actor-sums";
import type { DayDriver, Mover } from "./change-schema";
import { type JudgedDay, listSameWeekdays, toMedian } from "./usual-day";

type Part = { day: string; workspace: string; key: string; label: string | null; cents: string };
type Given = { reader: Reader; currency: Currency; days: readonly string[]; within: readonly string[] };
type Moved = Omit<DayDriver, "within">;

/** Of a day's difference; what is left are many small movements. */
const toldShare = 0.8;
const maxDrivers = 3;

/** The workspaces that drove each day, and what moved most within each. */
export async function findDayDrivers(
  reader: Reader,
  currency: Currency,
  found: readonly JudgedDay[],
): Promise<Map<string, DayDriver[]>> {
  if (found.length === 0) return new Map();
  const days = [...new Set(found.flatMap(({ day }) => [day, ...listSameWeekdays(day)]))];
  const asked = { reader, currency, days, within: [] };
  const places = await sumWorkspaces(asked);
  const moved = found.map((each) => ({ each, drivers: takeMost(listMoved(places, each), each) }));
  const within = [...new Set(moved.flatMap(({ drivers }) => drivers.map(({ key }) => key)))];
  const [keys, models, isKeyKnown] = await Promise.all([
    sumKeys({ ...asked, within }),
    sumModels({ ...asked, within }),
    findKnownKeyDays(),
  ]);
  return new Map(
    moved.map(({ each, drivers }) => [
      each.day,
      drivers.map((driver) => {
        const isThere = ({ workspace }: Part) => workspace === driver.key;
        const key = isKeyKnown(each.day) ? toMover("key", keys.filter(isThere), each) : [];
        const model = toMover("model", models.filter(isThere), each);
        const tiers = models
          .filter((part) => isThere(part) && part.key === model[0]?.key)
          .flatMap((part) => (part.tier ? { ...part, key: part.tier, label: part.tier } : []));
        return { ...driver, within: [...key, ...model, ...toMover("tier", tiers, each)] };
      }),
    ]),
  );
}

/** Largest first. */
function takeMost(moved: readonly Moved[], { differenceCents }: JudgedDay): Moved[] {
  const told = new Big(differenceCents).abs().times(toldShare);
  let sum = new Big(0);
  return moved.slice(0, maxDrivers).filter((one) => {
    const isNeeded = sum.lt(told);
    sum = sum.plus(new Big(one.differenceCents).abs());
    return isNeeded;
  });
}

/** What moved in the day's direction, against its own usual day, largest first. */
function listMoved(parts: readonly Part[], { day, differenceCents }: JudgedDay): Moved[] {
  const same = listSameWeekdays(day);
  const isUp = new Big(differenceCents).gt(0);
  const keys = new Map(parts.map(({ key, label }) => [key, label]));
  return [...keys]
    .map(([key, label]) => {
      const on = (one: string) =>
        parts
          .filter((part) => part.key === key && part.day === one)
          .reduce((sum, { cents }) => sum.plus(cents), new Big(0));
      return { key, label, difference: on(day).minus(toMedian(same.map(on))) };
    })
    .filter(({ difference }) => !difference.eq(0) && difference.gt(0) === isUp)
    .toSorted((one, other) => other.difference.abs().cmp(one.difference.abs()))
    .map(({ difference, ...part }) => ({ ...part, differenceCents: difference.toFixed() }));
}

function toMover(level: Mover["level"], parts: readonly Part[], day: JudgedDay): Mover[] {
  return listMoved(parts, day)
    .slice(0, 1)
    .map(({ key, label }) => ({ level, key, label }));
}

function toIsOn({ days }: Given, column: SQL): SQL {
  return sql`${column} in (${sql.join(
    days.map((day) => sql`${day}::date`),
    sql`, `,
  )})`;
}

async function read<Row extends Part>(query: SQL): Promise<Row[]> {
  const db = await database();
  const { rows } = await db.execute<{ json: Row[] | null }>(query);
  return rows[0]?.json ?? [];
}

function sumWorkspaces(given: Given): Promise<Part[]> {
  return read(sql`
    with sides as (
      select r.starts_on as day, ${workspaceKey} as key, sum(r.cents) as cents from ${costRollups} r cross join ${home}
      where r.axes = 'workspace' and r.grain = 'day' and ${toIsOn(given, sql`r.starts_on`)}
        and ${isInCurrency(given.currency)} and ${visibleTo(given.reader).reportRows} group by 1, 2
    )
    select json_agg(json_build_object('day', day::text, 'workspace', key, 'key', key, 'label', ${workspaceLabel},
      'cents', cents::text)) as json from sides left join ${workspaces} w on w.id = sides.key`);
}

/** By model and tier. */
async function sumModels(given: Given): Promise<(Part & { tier?: string })[]> {
  if (given.within.length === 0) return [];
  return read(sql`
    with sides as (
      select r.day, ${workspaceKey} as workspace, r.model, r.service_tier as tier, sum(r.cents) as cents
      from ${costRows} r cross join ${home} where ${toIsOn(given, sql`r.day`)} and ${isInCurrency(given.currency)}
        and ${visibleTo(given.reader).reportRows} and ${isRowOfWorkspaces([...given.within])} group by 1, 2, 3, 4
    )
    select json_agg(json_strip_nulls(json_build_object('day', day::text, 'workspace', workspace,
      'key', coalesce(model, ${noKey}), 'tier', tier, 'cents', cents::text))::jsonb
      || jsonb_build_object('label', model)) as json from sides`);
}

async function sumKeys(given: Given): Promise<Part[]> {
  if (given.within.length === 0) return [];
  const { reader, currency, within } = given;
  const facts = (await isKeyCostReported())
    ? sql`select r.starts_on as day, ${workspaceKey} as workspace, ${toKey(sql`r.api_key_id`)} as key, r.cents
          from ${actorCosts} r cross join ${home}
          where r.grain = 'day' and r.api_key_id is not null and ${toIsOn(given, sql`r.starts_on`)} and ${isInCurrency(currency)}
            and ${visibleTo(reader).reportRows} and ${isRowOfWorkspaces([...within])}`
    : sql`select u.day, ${workspaceKey} as workspace, ${toKey(sql`u.api_key_id`)} as key, u.cents
          from ${estimatesIn(currency)} u join ${apiKeys} r on r.id = u.api_key_id cross join ${home}
          where ${toIsOn(given, sql`u.day`)} and ${visibleTo(reader).reportRows} and ${isRowOfWorkspaces([...within])}`;
  return read(sql`
    with sides as (select day, workspace, key, sum(cents) as cents from (${facts}) as facts group by 1, 2, 3)
    select json_agg(json_build_object('day', day::text, 'workspace', workspace, 'key', key,
      'label', coalesce(k.name, sides.key), 'cents', cents::text)) as json
    from sides left join ${apiKeys} k on k.id = sides.key`);
}

async function isKeyCostReported(): Promise<boolean> {
  return (await getActorCostCapability())?.isGranted ?? false;
}

/** Cost by key is kept for 92 days, of which eight weeks are the usual ones. */
async function findKnownKeyDays(): Promise<(day: string) => boolean> {
  const report = (await isKeyCostReported()) ? ("actor-cost" as const) : ("usage" as const);
  const history = await getHistory([report]);
  const oldest = addDays(toDay(new Date()), 1 - actorHistoryDays);
  return (day) =>
    [day, ...listSameWeekdays(day)].every((one) => one >= oldest && !history.isUnread(report, one));
}
