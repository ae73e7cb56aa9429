/** Sums from the first day on; null where a line has nothing. */
export type CumulativeDay = {
  day: string;
  now: number | null;
  before: number | null;
  expected: number | null;
  /** Between which the sum is expected. */
  band: [number, number] | null;
};

export type LineNames = { now: string; before: string; expected: string; limit: string };
