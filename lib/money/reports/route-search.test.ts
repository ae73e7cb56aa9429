import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors/errors";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { readMonthSearch, readUnusualDaysSearch } from "@/lib/money/spend/route-search";
import {
  readActorsSearch,
  readBreakdownSearch,
  readClaudeCodeSearch,
  readCostSearch,
  readPivotSearch,
  readUsageSearch,
  toValuesReader,
} from "./route-search";

type Read = (search: URLSearchParams) => unknown;

function listRefused(read: Read, search: string): string[] {
  try {
    read(new URLSearchParams(search));
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid") throw error;
    return Object.keys(error.failure.fields ?? {});
  }
}

const readValues = toValuesReader(costDimensions);
const readPivot: Read = (search) =>
  readPivotSearch(search, { groups: ["day", "model"], columns: ["day"], dimensions: costDimensions });

describe("the route of a report", () => {
  test.each<[string, Read, string, string[]]>([
    ["cost", readCostSearch, "range=8d&from=2026-02-30&granularity=minute", ["range", "from", "granularity"]],
    [
      "cost",
      readCostSearch,
      "group=kind&top=4&compare=never&currency=%21",
      ["compare", "top", "group", "currency"],
    ],
    ["usage", readUsageSearch, "to=x&group=token_type&source=bills", ["to", "group", "source"]],
    ["claude-code", readClaudeCodeSearch, "from=&compare=x", ["from", "compare"]],
    ["actors", readActorsSearch, "sort=name&dir=up&page=0", ["sort", "dir", "page"]],
    ["actors", readActorsSearch, "page=1.5", ["page"]],
    ["breakdown", readBreakdownSearch, "by=actor", ["by"]],
    ["values", readValues, `q=${"x".repeat(201)}`, ["by", "q"]],
    ["values", readValues, "by=person", ["by"]],
    ["an export", readPivot, "group=day,color", ["group"]],
    ["the month", readMonthSearch, "currency=", ["currency"]],
    ["unusual days", readUnusualDaysSearch, "from=2026-02-30", ["from", "to"]],
  ])(
    "the route of a report refuses what the page ignores, and names each wrong field (%s)",
    (_, read, search, refused) => {
      expect(listRefused(read, search).toSorted()).toEqual(refused.toSorted());
    },
  );

  test.each<[string, Read]>([
    ["cost", readCostSearch],
    ["usage", readUsageSearch],
    ["claude-code", readClaudeCodeSearch],
    ["actors", readActorsSearch],
    ["breakdown", readBreakdownSearch],
    ["an export", readPivot],
  ])("the route of a report refuses ranges that end before they start or are too long (%s)", (_, read) => {
    expect(listRefused(read, "from=2026-02-02&to=2026-02-01")).toEqual(["to"]);
    expect(listRefused(read, "from=2001-02-02&to=2026-02-01")).toEqual(["to"]);
    expect(listRefused(read, "from=2026-02-02&to=2026-02-02")).toEqual([]);
  });

  test("the route of a report ignores how the page shows the report", () => {
    for (const read of [readCostSearch, readUsageSearch, readClaudeCodeSearch])
      expect(listRefused(read, "chart=x&table=x&sort=x&dir=x&page=x")).toEqual([]);
  });
});

test("the values of a filter can be any text", () => {
  const search = new URLSearchParams({ model: "a%2Cb,(none)", from: "2026-02-01", to: "2026-02-03" });
  expect(readCostSearch(search)).toMatchObject({
    ...{ from: "2026-02-01", to: "2026-02-03", group: "workspace", top: 5, currency: null },
    filter: { model: ["a,b", "(none)"] },
  });
});
