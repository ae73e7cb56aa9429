import "server-only";
import type { z } from "zod";
import { readManyRows, readRows, type UnreadableRow } from "@/lib/unreadable-row";

type Bucket = { starting_at: string; results: unknown[] };
type ReadBucket<Row> = { rows: Row[] | null; unreadable: UnreadableRow[] };

export async function readBucket<Row>(
  bucket: z.ZodType<Bucket>,
  row: z.ZodType<Row>,
  told: unknown,
): Promise<ReadBucket<Row>> {
  const { rows, unreadable } = readRows(bucket, [told], []);
  return rows[0] ? readManyRows(row, rows[0].results, []) : { rows: null, unreadable };
}

export function readStart(start: z.ZodType<string>, told: unknown): string | undefined {
  if (typeof told !== "object" || told === null) return undefined;
  return start.safeParse(Reflect.get(told, "starting_at")).data;
}
