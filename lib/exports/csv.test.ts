import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { type Row, type Sheet, toNumbers, toText } from "./columns";
import { toCsv } from "./csv";

async function write(...pieces: Row[][]): Promise<string> {
  const sheet: Sheet = {
    columns: [...toText(["name"]), ...toNumbers(["amount_usd"])],
    listRows: async function* () {
      yield* pieces;
    },
    isLongerThan: async () => false,
    period: "",
  };
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  for await (const piece of toCsv(sheet)) text += decoder.decode(piece, { stream: true });
  return text;
}

test("follows RFC 4180, piece by piece", async () => {
  expect(
    await write(
      [
        ['say "hi"', "1"],
        ["a,b\nc", "2"],
      ],
      [],
      [
        ["Zoë", "-3.5"],
        [null, null],
      ],
    ),
  ).toBe('name,amount_usd\r\n"say ""hi""",1\r\n"a,b\nc",2\r\nZoë,-3.5\r\n,\r\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])("disarms the text %j", async (text) => {
  const { data } = Papa.parse<string[]>((await write([[text, "-1"]])).trimEnd(), { newline: "\r\n" });
  expect(data[1]).toEqual([`'${text}`, "-1"]);
});

test.each([" =1", "a=1", "1-1", "'=1"])("leaves the text %j alone", async (text) => {
  const { data } = Papa.parse<string[]>((await write([[text, "1"]])).trimEnd(), { newline: "\r\n" });
  expect(data[1]?.[0]).toBe(text);
});

test("whatever the text, it reads back as it was, or with one apostrophe before it", async () => {
  const anyText = fc.string({
    unit: fc.constantFrom("=", "-", "@", '"', "'", ",", "\r", "\n", "\t", " ", "é", "x"),
  });
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const csv = await write([[text, "1"]]);
      const { data } = Papa.parse<string[]>(csv.slice(0, -2), { newline: "\r\n" });
      const cell = data[1]?.[0] ?? "";
      expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      expect([text, `'${text}`]).toContain(cell);
    }),
  );
});
