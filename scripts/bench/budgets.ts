import { toName, type Unit } from "./figures";
import { monthlyReads, pages, palette, searched } from "./pages";

type Budget = { name: string; most: number; unit: Unit; size?: string };

const longRange = 120;

/** Kilobytes of JavaScript before the chart library, compressed: `e2e/weight.spec.ts` holds pages to them. */
export const mostScripts = { list: 200, chart: 215 };

export const budgets: readonly Budget[] = [
  { name: "first sync: time", most: 300, unit: "s", size: "large" },
  { name: "first sync: requests of the least", most: 1.1, unit: "×" },
  { name: "health during the sync: p99", most: 50, unit: "ms" },
  { name: "memory: after the sync", most: 500, unit: "MB" },
  { name: "memory: after a rest", most: 500, unit: "MB" },
  { name: "memory: after a restart", most: 500, unit: "MB" },
  { name: "findings: one pass over all rules", most: 2_000, unit: "ms" },
  { name: "review: freeze", most: 5_000, unit: "ms" },
  { name: "review: memory of the freeze", most: 50, unit: "MB" },
  { name: "evidence pack: made and fetched", most: 10_000, unit: "ms" },
  { name: "evidence pack: memory", most: 100, unit: "MB" },
  { name: "Admin API: requests of warm pages", most: 0, unit: "requests" },
  ...Object.entries(pages).flatMap(([page, { isLong }]): Budget[] => [
    { name: toName(page, "p95 of 1"), most: isLong ? longRange : 60, unit: "ms" },
    { name: toName(page, "largest paint"), most: 600, unit: "ms" },
    { name: toName(page, "layout shift"), most: 0.05, unit: "" },
    { name: toName(page, "interaction"), most: 100, unit: "ms" },
  ]),
  ...[...searched, palette].map(
    (noun): Budget => ({ name: toName(`search of ${noun}`, "key to rows, p95"), most: 100, unit: "ms" }),
  ),
  { name: "claude-code.csv, a year by day: total", most: 500, unit: "ms", size: "large" },
  { name: "usage.csv, the finest: first byte", most: 300, unit: "ms" },
  { name: "claude-code.csv, a year by day: wait of others, max", most: 50, unit: "ms" },
  { name: "usage.csv, the finest: wait of others, max", most: 50, unit: "ms" },
  ...Object.keys(monthlyReads).map(
    (name): Budget => ({ name: toName(name, "12 months, p95"), most: longRange, unit: "ms" }),
  ),
];
