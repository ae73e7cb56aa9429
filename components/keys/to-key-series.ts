import { type Point, paletteSize, type Series } from "@/components/charts/series";
import type { KeyTraffic } from "@/lib/directory/keys/schema";

type Names = { noModel: string; other: string };

export type Part = { series: Series; models: ReadonlySet<string | null> };

/** As many models as there are colors, largest first; the rest are one part. */
export function toParts({ models }: KeyTraffic, names: Names): Part[] {
  const own = models.slice(0, paletteSize).map(({ model, color }) => ({
    series: { id: model ?? "", name: model ?? names.noModel, color: color ?? undefined },
    models: new Set([model]),
  }));
  const rest = models.slice(paletteSize).map(({ model }) => model);
  const other = { series: { id: "(other)", name: names.other, isOther: true }, models: new Set(rest) };
  return rest.length > 0 ? [...own, other] : own;
}

export function sumPart(part: Part, day: KeyTraffic["days"][number]): number {
  return day.models
    .filter(({ model }) => part.models.has(model))
    .reduce((sum, { tokens }) => sum + tokens, 0);
}

export function toPoints({ days }: KeyTraffic, parts: readonly Part[]): Point[] {
  return days.map((day) => ({ day: day.day, values: parts.map((part) => String(sumPart(part, day))) }));
}
