import fc from "fast-check";
import { expect, test } from "vitest";
import { readCopyText, toCopyLine } from "./copy-text";

const awkward = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", "\\", "\\N", "\\.", "\t", "\n", "\r", "\r\n", "\\n", "NULL", "a\\\tb"),
);
const rows = fc.array(fc.record({ name: fc.option(awkward), note: fc.option(awkward) }));

test("every text is read as it was written", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const text = new TextEncoder().encode(given.map(({ name, note }) => toCopyLine([name, note])).join(""));
      expect(readCopyText({ fields: ["name", "note"], text })).toEqual(given);
    }),
  );
});

test("objects are written as JSON, and numbers in all their digits", () => {
  const line = toCopyLine([{ tool: 'a "b" \\' }, 12, 9_007_199_254_740_993n, true, undefined]);
  expect(line).toBe('{"tool":"a \\\\"b\\\\" \\\\\\\\"}\t12\t9007199254740993\ttrue\t\\N\n');
});
