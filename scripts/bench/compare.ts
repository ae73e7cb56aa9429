import { type Figures, formatFigure } from "./figures";

export type Difference = { name: string; before: string; after: string; ratio: number };

const minChange = 1.15;
const noiseOf: Record<string, number> = { ms: 3, s: 0.5, MB: 5, "": 0.02 };

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

export function toMeanRatio(before: Figures, after: Figures): number {
  const logs = Object.entries(after).flatMap(([name, { value, unit }]) => {
    const known = before[name];
    const isTime = unit === "ms" || unit === "s";
    return isTime && known && known.value > 0 && value > 0 ? [Math.log(value / known.value)] : [];
  });
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}
