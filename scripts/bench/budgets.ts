import { type Figures, formatFigure, toName, type Unit } from "./figures";
import { maxReads, pages, palette, searched } from "./pages";

export type Budget = { name: string; most: number; unit: Unit; sizes?: readonly string[] };

const large = ["large", "huge"];
const longRange = 120;

/** Kilobytes before the chart library, compressed. `e2e/weight.spec.ts` holds pages to them. */
export const mostScripts = { list: 200, chart: 215 };

export const budgets: readonly Budget[] = [
  { name: "first sync: time", most: 300, unit: "s", sizes: ["large"] },
  { name: "first sync: requests of the least", most: 1.1, unit: "×" },
  { name: "health during the sync: p99", most: 50, unit: "ms" },
  { name: "event loop during the sync: p99", most: 50, unit: "ms" },
  { name: "memory: after the sync", most: 500, unit: "MB" },
  { name: "memory: after a rest", most: 500, unit: "MB" },
  { name: "memory: after a restart", most: 500, unit: "MB" },
  { name: "findings: one pass over all rules", most: 2_000, unit: "ms" },
  { name: "review: freeze", most: 5_000, unit: "ms" },
  { name: "review: memory of the freeze", most: 50, unit: "MB" },
  { name: "evidence pack: made and fetched", most: 10_000, unit: "ms" },
  { name: "evidence pack: memory", most: 100, unit: "MB" },
  { name: "Admin API: requests of warm pages", most: 0, unit: "requests" },
  ...Object.entries(pages).flatMap(([page, { isLong, hasChart }]): Budget[] => [
    { name: toName(page, "p95 of 1"), most: isLong ? longRange : 60, unit: "ms" },
    { name: toName(page, "largest paint"), most: 600, unit: "ms" },
    { name: toName(page, "layout shift"), most: 0.05, unit: "" },
    { name: toName(page, "longest task"), most: 200, unit: "ms" },
    { name: toName(page, "interaction"), most: 100, unit: "ms" },
    { name: toName(page, "JavaScript"), most: hasChart ? 320 : mostScripts.list, unit: "kB" },
    {
      name: toName(page, "JavaScript before the charts"),
      most: mostScripts[hasChart ? "chart" : "list"],
      unit: "kB",
    },
  ]),
  ...[...searched, palette].flatMap((noun): Budget[] => [
    { name: toName(`search of ${noun}`, "key to paint, p95"), most: 100, unit: "ms" },
    { name: toName(`search of ${noun}`, "key to rows, p95"), most: 100, unit: "ms" },
  ]),
  { name: "claude-code.csv, a year by day: total", most: 500, unit: "ms", sizes: large },
  { name: "usage.csv, the finest: first byte", most: 300, unit: "ms" },
  { name: "claude-code.csv, a year by day: wait of others, max", most: 50, unit: "ms" },
  { name: "usage.csv, the finest: wait of others, max", most: 50, unit: "ms" },
  ...maxReads.map((name): Budget => ({ name: toName(name, "12 months, p95"), most: longRange, unit: "ms" })),
];

export function listMissed(size: string, figures: Figures, given: readonly Budget[] = budgets): string[] {
  return given.flatMap(({ name, most, unit, sizes }) => {
    const figure = figures[name];
    if (!figure || (sizes && !sizes.includes(size)) || figure.value <= most) return [];
    const toText = (value: number) => `${formatFigure({ value, unit })} ${unit}`.trim();
    return [`${name} is ${toText(figure.value)}, budget ${toText(most)}`];
  });
}
