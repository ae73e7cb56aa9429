import {
  addDays,
  addMonths,
  countDays,
  type DayRange,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/core/format/calendar";
import { formatChange, formatShare, formatSpan, toSpanStyle } from "@/lib/core/format/format";
import type { Cents } from "@/lib/core/money/money";
import { splitByDays, sumDecimals, toChange, toShare } from "@/lib/core/money/money-math";
import { type PrintedRow, roundParts } from "@/lib/core/money/rounding";
import { claudeCodeKeys } from "@/lib/money/reports/vocabulary";
import type messages from "@/messages/en.json";
import type { ChangeStory, Driver, Effects, SpendChanges } from "./change-schema";

export type Told = Pick<
  SpendChanges,
  "after" | "before" | "beforeCents" | "afterCents" | "differenceCents" | "story"
> & { printed: PrintedRow };

type Catalog = (typeof messages)["changeStory"];
export type SentenceKey =
  | `${"total" | "cause" | "periods"}.${string}`
  | Exclude<keyof Catalog, "total" | "cause" | "periods">;
type Amount = { cents: Cents; printed: Cents };

/** What sentences are made of: elements on a page, text in a mail. */
export type Words<Part> = {
  locale: string;
  /** The UTC day of the reader, who calls periods by it. */
  today: string;
  /** Writes a sentence of `changeStory` in the catalog; `parts` stand for its tags. */
  write: (key: SentenceKey, values: Record<string, string | number>, parts?: Record<string, Part>) => Part;
  writePlain: (key: `periods.${string}`, values: Record<string, string>) => string;
  amount: (amount: Amount) => Part;
  /** Writes a difference with its sign. */
  difference: (amount: Amount) => Part;
  mover: (driver: Driver, difference: Part) => Part;
  list: (parts: Part[]) => Part;
};

export type Sentences<Part> = { total: Part; where: Part | null; why: Part | null };

/** The same wherever a difference is explained: how large it is, where it comes from, and why. */
export function writeChangeSentences<Part>(changes: Told, words: Words<Part>): Sentences<Part> {
  const { story } = changes;
  const split = splitPrinted(changes);
  return {
    total: writeTotal(changes, split, words),
    where: story && split.rest.cents !== "0" ? writeWhere(story, split, words) : null,
    why: story?.effects ? writeWhy(story.effects, split, words) : null,
  };
}

type Split = { days: { before: number; after: number }; extraDays: Amount; rest: Amount };

/** What is printed for more or fewer days, and for the rest, adds up to the printed difference. */
function splitPrinted({ before, after, beforeCents, afterCents, printed: { difference } }: Told): Split {
  const days = { before: countDays(before), after: countDays(after) };
  const { extraDays, rest } = splitByDays(beforeCents, afterCents, days);
  const [forDays = "0", forRest = "0"] =
    extraDays === "0"
      ? ["0", difference]
      : roundParts([extraDays, rest], { places: countPlaces(difference), total: difference });
  return {
    days,
    extraDays: { cents: extraDays, printed: forDays },
    rest: { cents: rest, printed: forRest },
  };
}

function writeTotal<Part>(changes: Told, { days, extraDays, rest }: Split, words: Words<Part>): Part {
  const { beforeCents, afterCents, differenceCents, printed } = changes;
  const change = toChange(beforeCents, afterCents, days);
  const values = {
    ...namePeriods(changes, words),
    hasShare: String(change !== null),
    share: change === null ? "" : formatChange(change, words.locale),
    hasExtraDays: String(extraDays.cents !== "0"),
    extraDays: Math.abs(days.after - days.before),
    isLonger: String(days.after > days.before),
  };
  return words.write(`total.${toDirection(printed.difference)}`, values, {
    amount: words.amount({ cents: toSize(differenceCents), printed: toSize(printed.difference) }),
    days: words.difference(extraDays),
    rest: words.difference(rest),
  });
}

function writeWhere<Part>(
  { span, drivers, isBatch }: ChangeStory,
  { extraDays, rest }: Split,
  words: Words<Part>,
): Part {
  const of = extraDays.cents === "0" ? "all" : "rest";
  if (!span && drivers.length === 0) return words.write("spread", { of });
  const moved = span?.differenceCents ?? sumDecimals(drivers.map(({ differenceCents }) => differenceCents));
  const explained = toShare(moved, rest.cents);
  const values = {
    of,
    extent: explained > 1 ? "more" : "part",
    share: formatShare(explained, words.locale),
    span: span ? formatSpan(span, words.locale, "short") : "",
    hasDrivers: String(drivers.length > 0),
    isBatch: String(isBatch),
  };
  const movers = drivers.map((driver) => {
    const cents = driver.differenceCents;
    return words.mover(driver, words.difference({ cents, printed: cents }));
  });
  return words.write(span ? "inSpan" : "fromDrivers", values, { drivers: words.list(movers) });
}

const causes = ["volume", "mix", "price", "other"] as const;

/** The printed causes add up to the printed difference, or to what more or fewer days leave of it. */
function writeWhy<Part>(effects: Effects, { days, extraDays, rest }: Split, words: Words<Part>): Part {
  const exact = causes.map((cause) => effects[`${cause}Cents`]);
  const printed = roundParts(exact, { places: countPlaces(rest.printed), total: rest.printed });
  const growth = toChange(effects.tokensBefore, effects.tokensAfter, days) ?? 0;
  const values = {
    direction: growth < 0 ? "fewer" : "more",
    growth: formatShare(Math.abs(growth), words.locale),
    isPerDay: String(extraDays.cents !== "0"),
  };
  const parts = causes.flatMap((cause, index) => {
    const [cents = "0", shown = "0"] = [exact[index], printed[index]];
    if (cents === "0") return [];
    return [words.write(`cause.${cause}`, values, { amount: words.difference({ cents, printed: shown }) })];
  });
  return words.write(
    "causes",
    { of: extraDays.cents === "0" ? "all" : "rest" },
    { causes: words.list(parts) },
  );
}

/** The name of a key, workspace, or other driver in a sentence. */
export function nameDriver({ kind, key, label }: Driver, names: { claudeCodeKeys: string; default: string }) {
  if (key === claudeCodeKeys) return names.claudeCodeKeys;
  return label ?? (kind === "workspace" ? names.default : key);
}

type Periods = { after: DayRange; before: DayRange };
type Naming = Pick<Words<never>, "locale" | "today" | "writePlain">;

/** What people call two compared periods: months by their names, other days by their dates. */
function namePeriods({ after, before }: Periods, { locale, today, writePlain }: Naming) {
  const isNext = addMonths(before.from, 1) === after.from;
  const toMonth = ({ from }: DayRange) => formatMonth(from, locale, today);
  if (isMonth(after) && isMonth(before)) return { period: toMonth(after), compared: toMonth(before) };
  const style = toSpanStyle([after, before], today);
  if (!isMonthSoFar(after, today) || !isStart(before) || !isNext)
    return { period: formatSpan(after, locale, style), compared: formatSpan(before, locale, style) };
  const isSame = countDays(before) === countDays(after);
  return {
    period: writePlain("periods.soFar", { month: toMonth(after) }),
    compared: writePlain(isSame ? "periods.sameDays" : "periods.allOf", { month: toMonth(before) }),
  };
}

/** The year is told only if it is another one. */
function formatMonth(from: string, locale: string, today: string): string {
  const isThisYear = from.slice(0, 4) === today.slice(0, 4);
  const style = { month: "long", timeZone: "UTC", ...(!isThisYear && { year: "numeric" as const }) } as const;
  return new Intl.DateTimeFormat(locale, style).format(new Date(from));
}

function isStart({ from }: DayRange): boolean {
  return toPeriodStart(from, "month") === from;
}

function isMonth(range: DayRange): boolean {
  return isStart(range) && toPeriodEnd(range.from, "month") === range.to;
}

function isMonthSoFar(range: DayRange, today: string): boolean {
  return isStart(range) && range.to === addDays(today, -1);
}

function toDirection(difference: Cents): "same" | "below" | "above" {
  if (difference === "0") return "same";
  return difference.startsWith("-") ? "below" : "above";
}

/** Amounts are whole cents unless all of them are tiny. */
function countPlaces(printed: Cents): number {
  return printed.split(".")[1]?.length ?? 0;
}

function toSize(cents: Cents): Cents {
  return cents.replace("-", "");
}
