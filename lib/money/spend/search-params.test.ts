import { describe, expect, test } from "vitest";
import { loadChangesSearch, toChangesQuery, toShownRange } from "./search-params";

const today = "2026-11-25";
const ask = (search: string) => toChangesQuery(loadChangesSearch(new URLSearchParams(search)), today);

describe("the periods of what changed", () => {
  test.each([
    ["", "2026-11-01", "2026-11-24", "2026-10-01", "2026-10-24"],
    ["range=30d", "2026-10-26", "2026-11-24", "2026-09-21", "2026-10-20"],
    ["range=7d&compare=last_month", "2026-11-18", "2026-11-24", "2026-10-18", "2026-10-24"],
    ["range=last_month", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"],
    ["range=this_month&compare=last_month", "2026-11-01", "2026-11-24", "2026-10-01", "2026-10-24"],
    ["range=last_quarter", "2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30"],
    ["range=last_month&compare=last_month", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"],
    ["range=this_month&compare=last_month", "2026-11-01", "2026-11-24", "2026-10-01", "2026-10-24"],
    ["from=2026-11-02&to=2026-11-04", "2026-11-02", "2026-11-04", "2026-10-26", "2026-10-28"],
    [
      "range=7d&beforeFrom=2026-03-01&beforeTo=2026-03-09",
      "2026-11-18",
      "2026-11-24",
      "2026-03-01",
      "2026-03-09",
    ],
    [
      "range=7d&beforeFrom=2026-03-09&beforeTo=2026-03-01",
      "2026-11-18",
      "2026-11-24",
      "2026-11-11",
      "2026-11-17",
    ],
    ["range=7d&beforeFrom=2026-03-09", "2026-11-18", "2026-11-24", "2026-11-11", "2026-11-17"],
  ])("the periods of what changed of %j", (search, from, to, beforeFrom, beforeTo) => {
    expect(ask(search)).toEqual({
      by: "workspace",
      after: { from, to },
      before: { from: beforeFrom, to: beforeTo },
      currency: null,
      workspace: null,
    });
  });
});

test("on the first day of a month, the month before is what changed", () => {
  const search = loadChangesSearch(new URLSearchParams());
  expect(toChangesQuery(search, "2026-12-01")).toMatchObject({
    after: { from: "2026-11-01", to: "2026-11-30" },
    before: { from: "2026-10-01", to: "2026-10-31" },
  });
  expect(toShownRange("quarter", "2026-10-01")).toBe("last_quarter");
  expect(toShownRange("this_month", "2026-12-02")).toBe("this_month");
});
