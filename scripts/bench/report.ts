import { budgets } from "./budgets";
import { type Figures, formatFigure } from "./figures";

const minChange = 1.15;
const noiseOf: Record<string, number> = { ms: 3, s: 0.5, MB: 5, "": 0.02 };

type Cells = Record<string, Record<string, number>>;

/** One table for all subjects that have the same measures, such as pages. */
export function printTables(figures: Figures): void {
  const subjects: Cells = {};
  for (const [name, figure] of Object.entries(figures)) {
    const [subject = "", measure = ""] = name.split(": ");
    subjects[subject] = { ...subjects[subject], [measure]: Number(formatFigure(figure)) };
  }
  const tables: Record<string, Cells> = {};
  for (const [subject, cells] of Object.entries(subjects)) {
    const measures = Object.keys(cells).join();
    tables[measures] = { ...tables[measures], [subject]: cells };
  }
  for (const table of Object.values(tables)) console.table(table);
}

type Difference = { name: string; before: string; after: string; ratio: number };

/** What differs by more than noise, worst first. */
export function compareFigures(before: Figures, after: Figures): Difference[] {
  return Object.entries(after)
    .flatMap(([name, figure]) => {
      const known = before[name];
      if (!known || known.unit !== figure.unit) return [];
      const isNoise = Math.abs(figure.value - known.value) <= (noiseOf[figure.unit] ?? 0);
      const ratio = figure.value === known.value ? 1 : figure.value / known.value;
      if (isNoise || (ratio < minChange && ratio > 1 / minChange)) return [];
      return [{ name, before: formatFigure(known), after: `${formatFigure(figure)} ${figure.unit}`, ratio }];
    })
    .sort((a, b) => b.ratio - a.ratio);
}

export function listMissed(size: string, figures: Figures): string[] {
  return budgets.flatMap(({ name, most, unit, size: only = size }) => {
    const figure = figures[name];
    if (!figure || only !== size || figure.value <= most) return [];
    const toText = (value: number) => `${formatFigure({ value, unit })} ${unit}`.trim();
    return [`${name} is ${toText(figure.value)}, budget ${toText(most)}`];
  });
}
