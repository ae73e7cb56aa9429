import "server-only";
import { z } from "zod";

export const maxRows = 200;
/** Of an answer as JSON, with room for what stands beside the rows. */
const maxBytes = 38_000;

export type Fields = Readonly<Record<string, unknown>>;

export const rowsOutput = {
  rows: z.array(z.record(z.string(), z.unknown())),
  /** How many there are, whatever is shown. */
  count: z.number().optional(),
  truncated: z.boolean().optional(),
  narrow: z.string().optional(),
};

/** As many rows as an answer may have; fields without a value are left out. `narrow` says how to ask for fewer. */
export function toBounded(all: readonly Fields[], { narrow, count }: { narrow: string; count?: number }) {
  const rows: Fields[] = [];
  let bytes = 0;
  for (const row of all.slice(0, maxRows)) {
    const known = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    bytes += Buffer.byteLength(JSON.stringify(known)) + 1;
    if (bytes > maxBytes) break;
    rows.push(known);
  }
  const total = count ?? all.length;
  return { rows, count: total, ...(rows.length < total && { truncated: true, narrow }) };
}
