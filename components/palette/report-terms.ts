import { type RangePreset, rangePresets } from "@/lib/money/reports/vocabulary";
import { type GroupName, groupsOf, type ReportName, type Term } from "./report-phrase";

/** The ways to say each value in the person's language, separated by commas. */
export type PhraseWords = {
  filler: string;
  report: (name: ReportName) => string;
  range: (name: RangePreset) => string;
  group: (name: GroupName) => string;
};

const reportNames = ["cost", "usage", "claudeCode"] as const satisfies readonly ReportName[];
const groupNames: readonly GroupName[] = [...new Set(reportNames.flatMap((name) => groupsOf[name]))];

export function toTerms({ filler, report, range, group }: PhraseWords): Term[] {
  return [
    ...reportNames.flatMap((value) => listWays(report(value), { kind: "report", value } as const)),
    ...rangePresets.flatMap((value) => listWays(range(value), { kind: "range", value } as const)),
    ...groupNames.flatMap((value) => listWays(group(value), { kind: "group", value } as const)),
    ...listWays(filler, { kind: "filler", value: null } as const),
  ];
}

function listWays<Meaning>(ways: string, meaning: Meaning): (Meaning & { words: string })[] {
  const words = new Set(ways.split(",").map((way) => way.trim().toLowerCase()));
  return [...words].map((way) => ({ ...meaning, words: way }));
}
