import { budgets } from "./budgets";
import { type Figures, formatFigure, type Runs, toName } from "./figures";
import { maxReads, pages } from "./pages";

const pageMeasures = ["p50 of 1", "p95 of 1", "p99 of 1"].concat(
  ["p50 of 8", "p95 of 8", "p99 of 8"],
  ["p50 of 32", "p95 of 32", "p99 of 32", "rate of 32"],
);
const feltMeasures = [
  ["HTML", "JavaScript", "largest paint", "layout shift"],
  ["longest task", "interaction"],
].flat();
const monthMeasures = [1, 3, 6, 12, 24].map((months) => `${months} months, p95`);

export function printTables(runs: Runs): void {
  const tabled = new Set(
    [...Object.keys(pages), ...maxReads].flatMap((subject) =>
      [...pageMeasures, ...feltMeasures, ...monthMeasures].map((measure) => toName(subject, measure)),
    ),
  );
  const titles = Object.keys(runs);
  const names = [...new Set(Object.values(runs).flatMap(({ figures }) => Object.keys(figures)))].filter(
    (name) => !tabled.has(name) && !/^\S+: (p50|p95|p99|rate) of|, p50$/.test(name),
  );
  const cell = (title: string, name: string) => toCell(runs[title]?.figures ?? {}, name);
  printTable([
    ["", ...titles, "unit", "budget"],
    ...groupBySubject(names).map((name) => [
      name,
      ...titles.map((title) => cell(title, name)),
      titles.map((title) => runs[title]?.figures[name]?.unit).find(Boolean) ?? "",
      toBudget(name),
    ]),
  ]);
  for (const [title, { figures }] of Object.entries(runs)) {
    printPart(`${title}: pages (ms)`, figures, Object.keys(pages), pageMeasures);
    printPart(`${title}: in a browser (kB, ms)`, figures, Object.keys(pages), feltMeasures);
    printPart(`${title}: reports by months (ms)`, figures, maxReads, monthMeasures);
  }
}

function groupBySubject(names: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const subject = name.split(":")[0] ?? name;
    groups.set(subject, [...(groups.get(subject) ?? []), name]);
  }
  return [...groups.values()].flat();
}

function printPart(
  title: string,
  figures: Figures,
  subjects: readonly string[],
  measures: readonly string[],
): void {
  const used = measures.filter((measure) => subjects.some((subject) => figures[toName(subject, measure)]));
  if (used.length === 0) return;
  console.log(`\n${title}`);
  const rows = subjects.map((subject) => [
    subject,
    ...used.map((measure) => toCell(figures, toName(subject, measure))),
  ]);
  printTable([["", ...used], ...rows]);
}

function toCell(figures: Figures, name: string): string {
  const figure = figures[name];
  return figure ? formatFigure(figure) : "";
}

function toBudget(name: string): string {
  const budget = budgets.find((each) => each.name === name);
  return budget ? formatFigure({ value: budget.most, unit: budget.unit }) : "";
}

export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  ")
        .trimEnd(),
    );
}
