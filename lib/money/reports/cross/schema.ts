import { z } from "zod";
import { inOneCurrency } from "@/lib/money/reports/schema";

const sum = z.string();
const side = z.object({
  /** Largest first. A missing label means what it means in the breakdown. */
  parts: z.array(z.object({ key: z.string(), label: z.string().nullable() })),
  /** How many more the last row or column combines; 0 if there is none. */
  rest: z.number(),
});

/** Cells by row, and all sums of theirs. */
const crossSums = z.object({
  rows: side,
  columns: side,
  cells: z.array(z.array(sum)),
  rowTotals: z.array(sum),
  columnTotals: z.array(sum),
  total: sum,
});
export type CrossSums = z.infer<typeof crossSums>;

export const crossTable = crossSums.extend({ group: z.string(), by: z.string() });
export type CrossTable = z.infer<typeof crossTable>;

export const costCross = crossTable.extend(inOneCurrency);
export type CostCross = z.infer<typeof costCross>;
