import "server-only";
import { readCopyText } from "@/lib/core/db/copy-text";
import { AppError } from "@/lib/core/errors/errors";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import type { RowBlock } from "@/lib/money/reports/ingest/row-block";

export type Found = {
  rows: object[];
  unreadable: UnreadableRow[];
  days: string[];
  unknownDays: number;
};

type Part = { day?: string; rows: readonly object[] | RowBlock | null; unreadable: readonly UnreadableRow[] };

/** Joins all parts. A row without a day appears for each possible day but counts once. */
export async function join(parts: AsyncIterable<Part | AppError> | Iterable<Part>): Promise<Found> {
  const found: Found = { rows: [], unreadable: [], days: [], unknownDays: 0 };
  for await (const part of parts) {
    if (part instanceof AppError) throw part;
    found.rows.push(...listRows(part.rows));
    for (const row of part.unreadable) if (!found.unreadable.includes(row)) found.unreadable.push(row);
    if (part.day) found.days.push(part.day);
    if (part.rows === null) found.unknownDays += 1;
  }
  return found;
}

function listRows(rows: Part["rows"]): readonly object[] {
  if (rows === null) return [];
  return "text" in rows ? readCopyText(rows) : rows;
}

type Keep = (part: Part) => Promise<void>;

export async function joinKept(run: (keep: Keep) => Promise<{ error: AppError } | null>): Promise<Found> {
  const parts: Part[] = [];
  const refusal = await run(async (part) => void parts.push(part));
  if (refusal) throw refusal.error;
  return join(parts);
}
