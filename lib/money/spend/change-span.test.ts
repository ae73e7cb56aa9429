import { describe, expect, test } from "vitest";
import { listDays } from "@/lib/core/format/calendar";
import { findSpan } from "./change-span";

const before = { from: "2026-10-01", to: "2026-10-30" };
const after = { from: "2026-11-01", to: "2026-11-30" };
const find = (changed: Record<string, string>, usual = "100") => {
  const days = new Map(listDays({ from: before.from, to: after.to }).map((day) => [day, usual]));
  for (const [day, cents] of Object.entries(changed)) days.set(day, cents);
  return findSpan(days, { after, before });
};

describe("the days that explain a difference", () => {
  test("the days that explain a difference are one day, or two in a row, above what a day cost before", () => {
    expect(find({ "2026-11-10": "900" })).toEqual({
      from: "2026-11-10",
      to: "2026-11-10",
      differenceCents: "800",
    });
    expect(find({ "2026-11-10": "500", "2026-11-11": "450", "2026-11-12": "160" })).toEqual({
      from: "2026-11-10",
      to: "2026-11-11",
      differenceCents: "750",
    });
  });

  test("the days that explain a difference can be days that cost less", () => {
    expect(find({ "2026-11-10": "0", "2026-11-11": "0" })).toMatchObject({
      from: "2026-11-10",
      differenceCents: "-200",
    });
  });

  test("the days that explain a difference are more than the difference if the other days cost less", () => {
    const cheaper = Object.fromEntries(
      listDays({ from: "2026-11-12", to: "2026-11-30" }).map((day) => [day, "90"]),
    );
    expect(find({ ...cheaper, "2026-11-10": "900" })).toMatchObject({ differenceCents: "800" });
  });

  test.each([
    ["nothing changed", {}],
    ["it is spread over the period", Object.fromEntries(listDays(after).map((day) => [day, "110"]))],
    ["the days aren't next to each other", { "2026-11-02": "200", "2026-11-09": "200", "2026-11-16": "200" }],
  ])("the days that explain a difference are none if %s", (_, changed: Record<string, string>) => {
    expect(find(changed)).toBeNull();
  });

  test("the days that explain a difference are none in a period of a few days, which is no longer than the span", () => {
    const days = new Map([
      ["2026-11-01", "5"],
      ["2026-11-02", "500"],
    ]);
    const day = (one: string) => ({ from: one, to: one });
    expect(findSpan(days, { before: day("2026-11-01"), after: day("2026-11-02") })).toBeNull();
  });
});
