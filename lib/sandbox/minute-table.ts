import "server-only";
import { dayMs, minuteMs } from "./clock";
import { addMinutes, minutesPerDay } from "./day-curve";
import { type Line, type Measure, measures, type Quantities } from "./traffic";
import type { VisitTraffic } from "./visit-traffic";

type Sums = Record<Measure, Float64Array>;
type Group<Values> = { values: Values; sums: Sums };

/** Built per day, because visiting all lines for every minute would take too long. */
export class MinuteTable<Values> {
  readonly #groups = new Map<string, Group<Values>>();
  #startMs = Number.NaN;

  /** `place`: the group of a line by its key; null if it isn't requested. */
  constructor(
    private readonly visitTraffic: VisitTraffic,
    private readonly place: (line: Line) => { key: string; values: Values } | null,
  ) {}

  list(atMs: number): { values: Values; sum: Quantities }[] {
    const startMs = Math.floor(atMs / dayMs) * dayMs;
    if (startMs !== this.#startMs) this.#fill(startMs);
    const minute = (atMs - startMs) / minuteMs;
    return [...this.#groups.values()].map(({ values, sums }) => {
      const sum = Object.fromEntries(measures.map((measure) => [measure, sums[measure][minute] ?? 0]));
      return { values, sum: sum as Quantities }; // Sound: made of all measures.
    });
  }

  #fill(startMs: number): void {
    this.#startMs = startMs;
    this.#groups.clear();
    this.visitTraffic(startMs, startMs + dayMs, (line, _, minutes) => {
      const placed = this.place(line);
      if (!placed) return;
      const group = this.#groups.get(placed.key) ?? { values: placed.values, sums: newSums() };
      this.#groups.set(placed.key, group);
      for (const measure of measures) addMinutes(group.sums[measure], line, measure, minutes);
    });
  }
}

function newSums(): Sums {
  const sums = measures.map((measure) => [measure, new Float64Array(minutesPerDay)]);
  return Object.fromEntries(sums) as Sums; // Sound: made of all measures.
}
