import "server-only";
import Big from "big.js";
import { and, eq, sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { costRollups } from "@/lib/core/db/report-tables";
import { statements } from "@/lib/core/db/statement-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { type DayRange, toDay, toPeriodEnd } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import type { Currency } from "@/lib/core/money/money";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { listPlaceCosts, type PlaceCost } from "./centers";
import { chooseSpendCurrency } from "./currency";
import { toLastMonth } from "./month";
import { type Chargeback, chargeback } from "./schema";
import type { ChargebackSearch } from "./search-params";
import { spread } from "./spread";
import { countUnknownDays } from "./unknown-days";
import { lacksCenter } from "./vocabulary";

type Direct = { center: string | null; workspaces: string[]; cents: string };
type Line = Chargeback["lines"][number];
type Terms = Pick<Chargeback, "month" | "tag" | "rule" | "center">;

/** A lead's statement covers only their workspaces, and nothing is spread. */
export const getChargeback = heavyRead("standing", readChargeback);

async function readChargeback(by: Permit<"cost:read">, search: ChargebackSearch): Promise<Chargeback> {
  const isPartial = !visibleTo(by.actor).isAll;
  const choices = await listChoices(by.actor);
  const terms = await toTerms(search, choices.tags);
  const { currency, totals } = await chooseSpendCurrency(by.actor, search.currency, [toDaysOf(terms.month)]);
  const range = toDaysOf(terms.month);
  const asked = { reader: by.actor, currency, tag: terms.tag, range, grain: "month" } as const;
  const places = await listPlaceCosts(asked);
  const directs = toDirects(places);
  const lines = applyRule(directs, isPartial ? { ...terms, rule: "leave" } : terms);
  const isOfAll = ({ center }: Direct) => center === null;
  return chargeback.parse({
    ...terms,
    ...choices,
    currency,
    totals,
    lines,
    totalCents: sum(directs.map(({ cents }) => cents)),
    sharedCents: sum(directs.filter(isOfAll).map(({ cents }) => cents)),
    pool: places.filter(({ center }) => center === null),
    closedNumber: isPartial ? null : await findClosed(by.actor, terms.month, currency),
    lacksCenter: !isPartial && lacksCenter(terms),
    centers: directs.flatMap(({ center }) => center ?? []),
    isPartial,
    ...(await countUnknownDays([range])),
    incompleteDays: await countIncompleteDays(["cost"], [range]),
    loading: await findLoading([{ report: "cost", ...range }]),
  });
}

/** What the whole organization's statement is made with. */
export async function getTerms(by: Permit<"statements:read">, search: ChargebackSearch) {
  const { tags } = await listChoices(by.actor);
  return { ...(await toTerms(search, tags)), tags };
}

/** The URL's terms, else an admin's, else the first tag that sounds like a cost center. */
async function toTerms(search: ChargebackSearch, tags: readonly string[]): Promise<Terms> {
  const set = await getSetting("chargeback");
  return {
    month: search.month ?? toLastMonth(toDay(new Date())).from.slice(0, 7),
    tag: search.tag ?? set.tagKey ?? tags.find((tag) => /cost|cent(er|re)/i.test(tag)) ?? tags[0] ?? null,
    rule: search.rule ?? set.rule,
    center: search.center ?? set.center,
  };
}

function toDirects(places: readonly PlaceCost[]): Direct[] {
  const centers = [...new Set(places.map(({ center }) => center))];
  return centers.map((center) => {
    const own = places.filter((place) => place.center === center);
    return {
      center,
      workspaces: [...new Set(own.map(({ workspace }) => workspace))],
      cents: sum(own.map(({ cents }) => cents)),
    };
  });
}

export function applyRule(
  directs: readonly Direct[],
  { rule, center }: Pick<Terms, "rule" | "center">,
): Line[] {
  const own = directs.filter((one) => one.center !== null);
  const rest = directs.find((one) => one.center === null);
  const lines = own.map((one) => toLine(one, "0"));
  if (!rest) return lines;
  if (rule === "spread") {
    const parts = spread(
      rest.cents,
      own.map(({ cents }) => cents),
    );
    if (parts) return own.map((one, index) => toLine(one, parts[index] ?? "0"));
  }
  if (rule === "center" && center !== null) {
    const isKnown = own.some((one) => one.center === center);
    const given = isKnown ? own : [...own, { center, workspaces: [], cents: "0" }];
    return given.map((one) => toLine(one, one.center === center ? rest.cents : "0"));
  }
  return [...lines, toLine(rest, "0")];
}

function toLine({ center, workspaces: names, cents }: Direct, sharedCents: string): Line {
  return { center, workspaces: names, directCents: cents, sharedCents, cents: sum([cents, sharedCents]) };
}

async function listChoices(actor: Actor): Promise<{ months: string[]; tags: string[] }> {
  const db = await database();
  const isSeen = visibleTo(actor).inWorkspace(sql`id`);
  const { rows } = await db.execute<{ months: string[] | null; tags: string[] | null }>(sql`select
    (select json_agg(distinct to_char(starts_on, 'YYYY-MM')) from ${costRollups} where axes = 'workspace' and grain = 'month') as months,
    (select json_agg(distinct tag) from ${workspaces}, jsonb_object_keys(tags) as tag where ${isSeen}) as tags`);
  return { months: (rows[0]?.months ?? []).toReversed(), tags: rows[0]?.tags ?? [] };
}

/** Future days of the current month aren't missing. */
function toDaysOf(month: string): DayRange {
  const from = `${month}-01`;
  return { from, to: toDay(new Date(Math.min(Date.parse(toPeriodEnd(from, "month")), Date.now()))) };
}

function sum(amounts: readonly string[]): string {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();
}

/** The number of the statement that a month is closed with, for those who may see it. */
async function findClosed(actor: Actor, month: string, currency: Currency): Promise<number | null> {
  if (!can(actor, "statements:read")) return null;
  const db = await database();
  const isIt = and(eq(statements.month, month), eq(statements.currency, currency));
  const [found] = await db.select({ number: statements.number }).from(statements).where(isIt);
  return found?.number ?? null;
}
