import type { Route } from "next";
import { claudeCodeBreakdowns } from "@/lib/money/reports/claude-code/dimensions";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { messageDimensions } from "@/lib/money/reports/usage/dimensions";
import { type RangePreset, rangePresets } from "@/lib/money/reports/vocabulary";

/** What each report can be grouped by, whatever the organization's sources are. */
export const groupsOf = {
  cost: costDimensions,
  usage: ["kind", ...messageDimensions],
  claudeCode: claudeCodeBreakdowns,
} as const;
export type ReportName = keyof typeof groupsOf;
export type GroupName = (typeof groupsOf)[ReportName][number];

export type Phrase = { report: ReportName; range: RangePreset | null; group: GroupName | null };
/** A term is one of the ways to say its value; `filler` means nothing by itself. */
export type Term = { words: string } & (
  | { kind: "report"; value: ReportName }
  | { kind: "range"; value: RangePreset }
  | { kind: "group"; value: GroupName }
  | { kind: "filler"; value: null }
);

type Draft = {
  report?: ReportName;
  range?: RangePreset;
  group?: GroupName;
  isRangeWhole?: boolean;
  isReportWhole?: boolean;
};

const maxWords = 12;
const maxPhrases = 6;
/** Offered for a report without anything else. */
const usualRanges: readonly RangePreset[] = ["this_month", "last_month"];

/**
 * Reads "cost last month by model": a report, a range, and a group in any order. The last term may be unfinished, so
 * "cost last m" offers what it may become. Anything else in the text makes it no phrase.
 */
export function readPhrases(
  text: string,
  terms: readonly Term[],
  reports: readonly ReportName[],
): readonly Phrase[] {
  const phrases = listDrafts(toWords(text), terms).flatMap((draft) => toPhrases(draft, reports));
  const byValue = new Map(phrases.map((phrase) => [toPhraseValue(phrase), phrase]));
  return [...byValue.values()].slice(0, maxPhrases);
}

function listDrafts(words: readonly string[], terms: readonly Term[], draft: Draft = {}): Draft[] {
  if (words.length === 0) return [draft];
  if (words.length > maxWords) return [];
  return terms.flatMap((term) => {
    const own = toWords(term.words);
    const isWhole = own.every((word, index) => word === words[index]);
    const isTaken = term.kind !== "filler" && draft[term.kind] !== undefined;
    if (isTaken || !(isWhole || isBeginning(words, own))) return [];
    return listDrafts(words.slice(own.length), terms, extend(draft, term, isWhole));
  });
}

function isBeginning(words: readonly string[], own: readonly string[]): boolean {
  const last = words.length - 1;
  return (
    words.length <= own.length &&
    words.every((word, index) => (index < last ? own[index] === word : own[index]?.startsWith(word)))
  );
}

function extend(draft: Draft, { kind, value }: Term, isWhole: boolean): Draft {
  if (kind === "report") return { ...draft, report: value, isReportWhole: isWhole };
  if (kind === "range") return { ...draft, range: value, isRangeWhole: isWhole };
  return kind === "group" ? { ...draft, group: value } : draft;
}

function toPhrases(draft: Draft, reports: readonly ReportName[]): Phrase[] {
  const { report, range = null, group = null, isRangeWhole, isReportWhole } = draft;
  if (report === undefined)
    return isRangeWhole ? reports.flatMap((one) => toPhrase({ report: one, range, group })) : [];
  if (!reports.includes(report)) return [];
  if (range !== null || group !== null) return toPhrase({ report, range, group });
  return isReportWhole ? usualRanges.map((usual) => ({ report, range: usual, group })) : [];
}

function toPhrase(phrase: Phrase): Phrase[] {
  return phrase.group === null || hasGroup(phrase.report, phrase.group) ? [phrase] : [];
}

function hasGroup(report: ReportName, group: string): group is GroupName {
  return groupsOf[report].some((one) => one === group);
}

function toWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,;:·]+/)
    .filter(Boolean);
}

export function toPhraseValue({ report, range, group }: Phrase): string {
  return [report, range ?? "", group ?? ""].join(",");
}

/** Null for a value that this version doesn't know or the person may not read. */
export function fromPhraseValue(value: string, reports: readonly ReportName[]): Phrase | null {
  const [name, rangeName, group = ""] = value.split(",");
  const report = reports.find((one) => one === name);
  const range = rangePresets.find((one) => one === rangeName) ?? null;
  if (!report) return null;
  return { report, range, group: hasGroup(report, group) ? group : null };
}

const addresses = { cost: "/cost", usage: "/usage", claudeCode: "/claude-code" } as const;

export function toPhraseAddress({ report, range, group }: Phrase): Route {
  const search = new URLSearchParams();
  if (range) search.set("range", range);
  if (group) search.set(report === "claudeCode" ? "by" : "group", group);
  // Sound: the address is one of the pages above.
  return `${addresses[report]}${search.size > 0 ? `?${search}` : ""}` as Route;
}
