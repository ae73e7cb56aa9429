import "server-only";
import type { Attachment } from "@/lib/core/delivery/message";
import { toCsv } from "@/lib/core/sheets/csv";
import type { Digest } from "./digest";
import type { ScheduleRow } from "./store";

/** Mail servers refuse more, counting what it takes to encode it. */
const maxBytes = 5 * 1024 * 1024;

/** Null if the file is too large for a mail. */
export async function toFile(
  { report }: Pick<ScheduleRow, "report">,
  { openSheet }: Digest,
): Promise<Attachment | null> {
  const sheet = await openSheet();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of toCsv(sheet)) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) return null;
    pieces.push(piece);
  }
  const marks = `${sheet.incompleteDays ? "-incomplete" : ""}${sheet.missingDays ? "-partial" : ""}`;
  return {
    filename: `castellan-${report}-${sheet.period}${marks}.csv`,
    contentType: "text/csv; charset=utf-8",
    content: Buffer.concat(pieces),
  };
}
