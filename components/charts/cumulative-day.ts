import type { Decimal } from "@/lib/core/money/money";

/** Exact sums from the first day on; null where a line has nothing. */
export type CumulativeDay = {
  day: string;
  now: Decimal | null;
  before: Decimal | null;
  expected: Decimal | null;
  /** Between which the sum is expected. */
  band: [Decimal, Decimal] | null;
};

export type LineNames = { now: string; before: string; expected: string; limit: string };
