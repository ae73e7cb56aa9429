import { describe, expect, test } from "vitest";
import { loadClaudeCodeSearch } from "@/lib/money/reports/claude-code/search-params";
import { loadCostSearch } from "@/lib/money/reports/cost/search-params";
import { loadUsageSearch } from "@/lib/money/reports/usage/search-params";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import { fromPhraseValue, readPhrases, toPhraseAddress, toPhraseValue } from "./report-phrase";
import { type PhraseWords, toTerms } from "./report-terms";

const toWords = ({ palette, reports }: typeof en): PhraseWords => ({
  filler: palette.words.filler,
  report: (name) => palette.words.reports[name],
  range: (name) => `${palette.words.ranges[name]}, ${reports.ranges[name]}`,
  group: (name) =>
    name in palette.words.groups
      ? `${reports.dimensions[name]}, ${palette.words.groups[name as keyof typeof palette.words.groups]}`
      : reports.dimensions[name],
});
const terms = { en: toTerms(toWords(en)), de: toTerms(toWords(de)) };
const all = ["cost", "usage", "claudeCode"] as const;

const read = (
  text: string,
  locale: keyof typeof terms = "en",
  reports: readonly (typeof all)[number][] = all,
) => readPhrases(text, terms[locale], reports).map(toPhraseAddress);

describe("a phrase", () => {
  test.each([
    ["cost last month by model", "/cost?range=last_month&group=model"],
    ["Model Cost, last month", "/cost?range=last_month&group=model"],
    ["spend this year by workspace", "/cost?range=this_year&group=workspace"],
    ["usage by API key for last 7 days", "/usage?range=7d&group=key"],
    ["usage by token type", "/usage?group=kind"],
    ["cost by token type", "/cost?group=token_type"],
    ["claude code this quarter by terminal", "/claude-code?range=quarter&by=terminal"],
  ])("%j opens %s", (text, address) => {
    expect(read(text)).toEqual([address]);
  });

  test.each([
    ["Kosten letzter Monat nach Modell", "/cost?range=last_month&group=model"],
    ["Kosten im letzten Monat nach Modellen", "/cost?range=last_month&group=model"],
    ["Nutzung heute pro API-Schlüssel", "/usage?range=today&group=key"],
    ["Claude Code dieses Jahr nach Kundentyp", "/claude-code?range=this_year&by=customer"],
  ])("a phrase in German, %j opens %s", (text, address) => {
    expect(read(text, "de")).toEqual([address]);
  });

  test("a phrase that isn't finished offers what it may become", () => {
    expect(read("cost last m")).toEqual(["/cost?range=last_month"]);
    expect(read("cost by mod")).toEqual(["/cost?group=model"]);
    expect(read("cost by service")).toEqual(["/cost?group=service_tier"]);
    expect(read("cost last")).toEqual([
      "/cost?range=7d",
      "/cost?range=30d",
      "/cost?range=90d",
      "/cost?range=last_month",
      "/cost?range=last_quarter",
      "/cost?range=last_year",
    ]);
  });

  test("a phrase of a report alone offers this month and last month", () => {
    expect(read("usage")).toEqual(["/usage?range=this_month", "/usage?range=last_month"]);
  });

  test("a phrase without a report offers each that the person may read and that has the group", () => {
    expect(read("last month by model")).toEqual([
      "/cost?range=last_month&group=model",
      "/usage?range=last_month&group=model",
      "/claude-code?range=last_month&by=model",
    ]);
    expect(read("last month by terminal")).toEqual(["/claude-code?range=last_month&by=terminal"]);
    expect(read("last month", "en", ["usage"])).toEqual(["/usage?range=last_month"]);
  });

  test.each([
    "",
    "model",
    "last",
    "by model",
    "cost of kim",
    "cost cost today",
    "cost by terminal",
    "coast today",
  ])("%j is not a phrase of a report", (text) => {
    expect(read(text)).toEqual([]);
  });

  test("a phrase of a report that the person may not read offers nothing", () => {
    expect(read("cost last month", "en", ["usage"])).toEqual([]);
  });

  test("a phrase of a hundred words is refused quickly", () => {
    expect(read("by ".repeat(100))).toEqual([]);
  });
});

const toQuery = (text: string) => (read(text)[0] ?? "").replace(/^[^?]*/, "");

test("the addresses are what the reports' pages read", () => {
  const cost = loadCostSearch(toQuery("cost last month by model"));
  expect(cost).toMatchObject({ range: "last_month", group: "model" });
  const usage = loadUsageSearch(toQuery("usage today by service tier"));
  expect(usage).toMatchObject({ range: "today", group: "service_tier" });
  const claudeCode = loadClaudeCodeSearch(toQuery("claude code last 90 days by terminal"));
  expect(claudeCode).toMatchObject({ range: "90d", by: "terminal" });
});

test("a phrase is remembered by its value, unless the person may no longer read the report", () => {
  const [phrase] = readPhrases("cost last month by model", terms.en, all);
  const value = phrase ? toPhraseValue(phrase) : "";
  expect(fromPhraseValue(value, all)).toEqual(phrase);
  expect(fromPhraseValue(value, ["usage"])).toBeNull();
  expect(fromPhraseValue("cost,next_week,mood", all)).toEqual({ report: "cost", range: null, group: null });
});
