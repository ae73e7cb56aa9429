import { addMonths, toPeriodEnd } from "@/lib/core/format/calendar";
import { fold, type Match } from "./find-commands";

/** What months are called, January first, and the phrases for the current one and the one before, all folded. */
export type MonthWords = { names: readonly string[]; current: readonly string[]; last: readonly string[] };
type Said = { month: string; words: readonly string[] };

const minLetters = 3;
const maxTargets = 3;

export function listMonthNames(locale: string): string[] {
  const { format } = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, place) => fold(format(Date.UTC(2000, place))));
}

/** Reads "november", "nov 2025", "2025-11", "11/2025", or "last month". Without a year: the latest that has begun. */
export function readMonth(text: string, { names, current, last }: MonthWords, today: string): Said | null {
  const words = text.split(/[\s,()]+/).map(fold);
  const thisMonth = today.slice(0, 7);
  const written = words.flatMap(readNumbers)[0];
  if (written) return written;
  const isSaid = (phrases: readonly string[]) =>
    phrases.find((one) => ` ${words.join(" ")} `.includes(` ${one} `));
  const said = isSaid(last) ?? isSaid(current);
  if (said) {
    const month = isSaid(last) ? addMonths(`${thisMonth}-01`, -1).slice(0, 7) : thisMonth;
    return { month, words: said.split(" ") };
  }
  const name = words.find((word) => word.length >= minLetters && names.some((one) => one.startsWith(word)));
  if (name === undefined) return null;
  const ownYear = words.find((word) => /^20\d\d$/.test(word));
  const number = String(names.findIndex((one) => one.startsWith(name)) + 1).padStart(2, "0");
  const year = Number(today.slice(0, 4));
  const latest = `${year}-${number}` <= thisMonth ? year : year - 1;
  return { month: `${ownYear ?? latest}-${number}`, words: ownYear ? [name, ownYear] : [name] };
}

/** "2025-11", without the hyphen that `fold` leaves out, and "11/2025". */
function readNumbers(word: string): Said[] {
  const { groups } =
    /^(?<year>20\d\d)(?<month>0[1-9]|1[0-2])$/.exec(word) ??
    /^(?<month>0?[1-9]|1[0-2])\/(?<year>20\d\d)$/.exec(word) ??
    {};
  return groups ? [{ month: `${groups.year}-${groups.month?.padStart(2, "0")}`, words: [word] }] : [];
}

/** What was asked for about a month: everything else that was said is a word of the command. */
export function listOfMonth<One>(
  matches: readonly Match<One>[],
  said: Said | null,
  isMeant: (command: One) => boolean,
): { command: One; month: string }[] {
  if (!said) return [];
  return matches
    .filter(({ command, rest, isSure }) => isMeant(command) && isSure && isOnly(rest, said.words))
    .slice(0, maxTargets)
    .map(({ command }) => ({ command, month: said.month }));
}

function isOnly(rest: string, words: readonly string[]): boolean {
  return rest !== "" && rest.split(" ").every((word) => words.includes(fold(word)));
}

/** Pages that can show one month, and in which parameters. */
const monthPages = {
  "/cost": "days",
  "/usage": "days",
  "/claude-code": "days",
  "/cost/changes": "days",
  "/cost/chargeback": "month",
} as const;

export function isMonthPage(href: string | null): href is keyof typeof monthPages {
  return href !== null && Object.hasOwn(monthPages, href);
}

/** Of the current month, the days until today. */
export function toMonthAddress(href: keyof typeof monthPages, month: string, today: string): string {
  if (monthPages[href] === "month") return `${href}?month=${month}`;
  const end = toPeriodEnd(`${month}-01`, "month");
  return `${href}?from=${month}-01&to=${end < today ? end : today}`;
}
