import "server-only";
import { yieldThread } from "@/lib/core/process/yield-thread";
import type { Row } from "./columns";

/** Written in a few milliseconds, even as a worksheet. */
const rowsOfTurn = 200;

/** A file's rows in short parts; whoever waits for the server runs between them. */
export async function* inTurns(pieces: AsyncIterable<Row[]>): AsyncGenerator<Row[]> {
  for await (const rows of pieces)
    for (let start = 0; start < rows.length; start += rowsOfTurn) {
      yield rows.slice(start, start + rowsOfTurn);
      await yieldThread();
    }
}
