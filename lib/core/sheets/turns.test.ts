import { expect, test } from "vitest";
import { countTurns } from "@/lib/core/process/test-turns";
import type { Row } from "./columns";
import { inTurns } from "./turns";

async function* pieces(): AsyncGenerator<Row[]> {
  yield Array.from({ length: 10_000 }, (_, index) => [`row ${index}`]);
  yield [];
  yield [["last"]];
}

test("others run between the parts of a file, which has every row in order", async () => {
  const { result, turns } = await countTurns(async () => {
    const rows: Row[] = [];
    for await (const part of inTurns(pieces())) rows.push(...part);
    return rows;
  });
  expect(result.map(([cell]) => cell)).toEqual([
    ...Array.from({ length: 10_000 }, (_, index) => `row ${index}`),
    "last",
  ]);
  expect(turns).toBeGreaterThanOrEqual(50);
});
