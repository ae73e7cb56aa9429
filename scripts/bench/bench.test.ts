import { describe, expect, test } from "vitest";
import { budgets } from "./budgets";
import { type Figures, formatFigure, toQuantile } from "./figures";
import { readMegabytes } from "./probes";
import { compareFigures, listMissed } from "./report";

const ms = (value: number) => ({ value, unit: "ms" as const });

describe("figures", () => {
  test("quantiles are the values below which that share lies", () => {
    const times = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0, 0.5, 0.95, 1].map((at) => toQuantile(times, at))).toEqual([1, 51, 96, 100]);
    expect(toQuantile([7], 0.99)).toBe(7);
    expect(toQuantile([], 0.5)).toBeNaN();
  });

  test("figures are short", () => {
    expect(formatFigure(ms(4.26))).toBe("4.3");
    expect(formatFigure(ms(426.4))).toBe("426");
    expect(formatFigure({ value: 0.0213, unit: "" })).toBe("0.021");
    expect(formatFigure({ value: 0, unit: "requests" })).toBe("0");
  });
});

describe("budgets", () => {
  test("each names a figure once", () => {
    const names = budgets.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("budgets are listed with both numbers if they are missed, but not if they are matched exactly", () => {
    const figures: Figures = { "/workspaces: p95 of 1": ms(621), "/keys: p95 of 1": ms(60) };
    expect(listMissed("large", figures)).toEqual(["/workspaces: p95 of 1 is 621 ms, budget 60 ms"]);
  });

  test("budgets have none in seconds for the first sync of the small organization", () => {
    const figures: Figures = { "first sync: time": { value: 301, unit: "s" } };
    expect(listMissed("small", figures)).toEqual([]);
    expect(listMissed("large", figures)).toEqual(["first sync: time is 301 s, budget 300 s"]);
  });

  test("budgets have the units of the figures", () => {
    const unitless = budgets.filter(({ name, unit }) => name.endsWith("layout shift") !== (unit === ""));
    expect(unitless).toEqual([]);
  });
});

describe("the comparison", () => {
  test("the comparison shows what differs by more than noise, worst first", () => {
    const before: Figures = { a: ms(100), b: ms(100), c: ms(100), d: ms(1), gone: ms(5) };
    const after: Figures = { a: ms(50), b: ms(200), c: ms(110), d: ms(3), fresh: ms(5) };
    expect(compareFigures(before, after)).toEqual([
      { name: "b", before: "100", after: "200 ms", ratio: 2 },
      { name: "a", before: "100", after: "50 ms", ratio: 0.5 },
    ]);
  });

  test("the comparison compares counts exactly", () => {
    const count = (value: number) => ({ requests: { value, unit: "requests" as const } });
    expect(compareFigures(count(0), count(1))).toMatchObject([{ ratio: Number.POSITIVE_INFINITY }]);
    expect(compareFigures(count(2), count(2))).toEqual([]);
  });
});

test.runIf(process.platform === "linux")("the memory of a process is known while it lives", async () => {
  expect(await readMegabytes(process.pid)).toBeGreaterThan(10);
  expect(await readMegabytes(2 ** 30)).toBeNaN();
});
