import fc from "fast-check";
import { expect, test } from "vitest";
import { parseInSlices, sliceBytes } from "./json-slices";
import { countTurns } from "./test-turns";

const anyText = fc
  .tuple(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, "\t", "\r\n "), fc.constantFrom("", " \n", "\ufeff"))
  .map(([text, indent, before]) => `${before}${JSON.stringify(JSON.parse(text), null, indent)}`);
const anySlice = fc.integer({ min: 1, max: 60 });

const parse = (text: string): unknown => JSON.parse(text.replace(/^\ufeff/, ""));

test("a text that is parsed in slices is what it is parsed as at once", async () => {
  const check = async (text: string, most: number) => {
    expect(await parseInSlices(Buffer.from(text), most)).toEqual(parse(text));
  };
  await fc.assert(fc.asyncProperty(anyText, anySlice, check), { numRuns: 500 });
});

test("what is not JSON as a whole is not JSON in slices", async () => {
  const anyDamage = fc.tuple(
    anyText,
    fc.nat(),
    fc.nat(3),
    fc.constantFrom("", ",", "]", "}", '"', ":", "\\", "[", "1"),
  );
  const check = async ([text, at, length, put]: [string, number, number, string], most: number) => {
    const start = at % (text.length + 1);
    const damaged = text.slice(0, start) + put + text.slice(start + length);
    let expected: { value: unknown } | undefined;
    try {
      expected = { value: parse(damaged) };
    } catch {}
    const found = await parseInSlices(Buffer.from(damaged), most).then(
      (value) => ({ value }),
      () => undefined,
    );
    expect(found).toEqual(expected);
  };
  await fc.assert(fc.asyncProperty(anyDamage, anySlice, check), { numRuns: 1000 });
});

test.each([
  '{"__proto__":{"a":1},"b":2}',
  '{"a":1,"a":2}',
  `[${'"\\\\\\"é😀",'.repeat(50)}0]`,
  '["a","b"] ',
  "[]",
])("%s reads as JSON has it", async (text) => {
  const found = await parseInSlices(Buffer.from(text), 2);
  expect(JSON.stringify(found)).toBe(JSON.stringify(JSON.parse(text)));
});

test("deep brackets end in an error and not in a search without end", async () => {
  await expect(parseInSlices(Buffer.from("[".repeat(100_000)), 10)).rejects.toThrow(SyntaxError);
});

test("others have a turn with every slice of a long text, however its rows are nested", async () => {
  const row = { workspace_id: "wrkspc_01", output_tokens: 12, cache: { short: 1, long: 2 } };
  const bucket = { starting_at: "2026-11-01T00:00:00Z", results: Array(10_000).fill(row) };
  const text = Buffer.from(JSON.stringify({ data: [bucket, bucket, bucket], has_more: false }));
  const { turns } = await countTurns(() => parseInSlices(text));
  // At most two slices run between two turns: the one that fills it and one that doesn't fit.
  expect(turns).toBeGreaterThanOrEqual(Math.floor(text.length / (2 * sliceBytes)));
  expect(text.length / sliceBytes).toBeGreaterThan(8);
});
