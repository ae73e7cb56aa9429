import { describe, expect, test } from "vitest";
import { budgets, listMissed } from "./budgets";
import { compareFigures, toMeanRatio } from "./compare";
import { type Figures, formatFigure, noteQuantiles, toQuantile, type Unit } from "./figures";
import { readOptions, toDays } from "./options";
import { toCpuSeconds, toMegabytes } from "./process-stats";

const ms = (value: number) => ({ value, unit: "ms" as const });

describe("quantiles", () => {
  const times = Array.from({ length: 100 }, (_, index) => 100 - index);

  test("quantiles are the values below which that share lies", () => {
    expect(toQuantile(times, 0)).toBe(1);
    expect(toQuantile(times, 0.5)).toBe(51);
    expect(toQuantile(times, 0.95)).toBe(96);
    expect(toQuantile(times, 1)).toBe(100);
    expect(toQuantile([7], 0.99)).toBe(7);
    expect(toQuantile([], 0.5)).toBeNaN();
  });

  test("quantiles are noted by name", () => {
    const noted: [string, number, Unit][] = [];
    noteQuantiles((...one) => noted.push(one), times, ["p50", "max"], " of 8");
    expect(noted).toEqual([
      ["p50 of 8", 51, "ms"],
      ["max of 8", 100, "ms"],
    ]);
  });

  test("quantiles are short", () => {
    expect(formatFigure(ms(4.26))).toBe("4.3");
    expect(formatFigure(ms(426.4))).toBe("426");
    expect(formatFigure({ value: 0.0213, unit: "" })).toBe("0.021");
    expect(formatFigure({ value: 0, unit: "requests" })).toBe("0");
    expect(formatFigure(ms(Number.NaN))).toBe("none");
  });
});

describe("budgets", () => {
  test("each names a figure once for a size", () => {
    const keys = budgets.flatMap(({ name, sizes = ["all"] }) => sizes.map((size) => `${name} ${size}`));
    expect(new Set(keys).size).toBe(keys.length);
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

  test("the comparison has a geometric mean of the ratios of times", () => {
    const before: Figures = { a: ms(100), b: ms(100), c: { value: 1, unit: "MB" } };
    const after: Figures = { a: ms(50), b: ms(200), c: { value: 9, unit: "MB" } };
    expect(toMeanRatio(before, after)).toBeCloseTo(1);
  });
});

test("the name of a process may hold spaces and parentheses", () => {
  const stat = `7 (next (v1) server) S ${Array.from({ length: 10 }, () => "0").join(" ")} 250 50 0 0`;
  expect(toCpuSeconds(stat)).toBe(3);
  const status = "VmPeak:\t 9 kB\nVmHWM:\t  500000 kB\nVmRSS:\t  250000 kB\n";
  expect([toMegabytes(status, "VmHWM"), toMegabytes(status, "VmRSS")]).toEqual([512, 256]);
});

describe("the options", () => {
  test("the options are by default both sizes on both databases, all parts, and 400 days", () => {
    const options = readOptions([]);
    expect(options).toMatchObject({ size: ["small", "large"], store: ["pglite", "postgresql"] });
    expect(toDays("large", options)).toBe(400);
    expect(toDays("huge", options)).toBe(730);
    expect(toDays("huge", readOptions(["--days", "60"]))).toBe(60);
  });

  test("the options are refused with the usage if they are unknown", () => {
    expect(() => readOptions(["--size", "medium"])).toThrow("Usage: npm run bench");
    expect(() => readOptions(["--fast"])).toThrow("Usage: npm run bench");
  });
});
