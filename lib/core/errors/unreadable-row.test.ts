import { expect, test } from "vitest";
import { z } from "zod";
import { countTurns } from "@/lib/core/process/test-turns";
import { readManyRows, readRows, rowsOfSlice } from "./unreadable-row";

const received = Array.from({ length: 20 * rowsOfSlice + 7 }, (_, id) =>
  id % 10 === 3 ? { id } : { id: `${id}` },
);

test("many rows are read in slices that let other work run", async () => {
  const readAt = new Map<number, number>();
  const row = z.object({ id: z.string() });
  const { result } = await countTurns((now) => {
    const noted = z.preprocess((one) => {
      readAt.set(now(), (readAt.get(now()) ?? 0) + 1);
      return one;
    }, row);
    return readManyRows(noted, received);
  });
  expect(Math.max(...readAt.values())).toBeLessThanOrEqual(rowsOfSlice);
  expect(result).toEqual(readRows(row, received));
  expect(result.unreadable.length).toBeGreaterThan(100);
});
