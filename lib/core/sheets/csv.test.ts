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

test("a CSV file follows RFC 4180, piece by piece", async () => {
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

const readBack = async (text: string) => {
  const { data } = Papa.parse<string[]>((await write([[text, "-1"]])).slice(0, -2), { newline: "\r\n" });
  return data[1];
};

test.each([
  ...["=1+1", "+1", "-1", "@SUM(1)", "\t1", "\r1", "\n1", " =1", '"=1"', '" =1'],
  ...["\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(1)", "\ufe661", "\u3000\uff1d1"],
  ...["\u200b=1", "\ufeff=1", "\u00a0=1", "\u2060=1", "\u202e=1", "\u0000=1", "\u3164=1"],
])("disarms the text %j", async (text) => {
  expect(await readBack(text)).toEqual([`'${text}`, "-1"]);
});

test.each(["a=1", "1-1", "'=1", "a;b", "a; b=1", "a\nb", "a, =1", "Zo\u00eb – x"])(
  "leaves the text %j alone",
  async (text) => {
    expect(await readBack(text)).toEqual([text, "-1"]);
  },
);

test.each([
  ["\t=1", "'\t'=1"],
  ["\r=1", "'\r'=1"],
  ["\n=1", "'\n'=1"],
  ["a;=1+1", "a;'=1+1"],
  ["a;=1+1;b", "a;'=1+1;b"],
  ["Checkout; -1", "Checkout; '-1"],
  ['a;"=1"', `a;"'=1"`],
  [";;\uff1d1", ";;'\uff1d1"],
  ["a\n@SUM(1)", "a\n'@SUM(1)"],
  ["a\r\n+1", "a\r\n'+1"],
  ["a\t=1", "a\t'=1"],
  ["a;\u200b=1", "a;\u200b'=1"],
])("disarms what follows a separator within %j, and quotes the cell", async (text, disarmed) => {
  expect(await readBack(text)).toEqual([disarmed, "-1"]);
  expect(await write([[text, "-1"]])).toContain(`"${disarmed.replaceAll('"', '""')}",-1`);
});

const anyText = fc.string({
  unit: fc.constantFrom(..."=+-@＝\"';, \r\n\t\u200b\u3000éx"),
  maxLength: 30,
});

test("any text reads back unchanged, or with apostrophes before what starts a formula", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const [cell = ""] = (await readBack(text)) ?? [];
      expect(cell.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
      expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/);
    }),
  );
});

function splitAtBoth(csv: string): string[] {
  const cell = /(?:"((?:[^"]|"")*)"([^,;\r\n]*)|([^,;\r\n]*))(?:[,;]|\r?\n|\r|$)/gy;
  return [...csv.matchAll(cell)].map(([, quoted, rest = "", plain = ""]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"') + rest,
  );
}

const readers: Record<string, (csv: string) => string[]> = {
  semicolons: (csv) => Papa.parse<string[]>(csv, { delimiter: ";" }).data.flat(),
  "both separators": splitAtBoth,
  "no quotes": (csv) => csv.split(/[;\t\r\n]/),
  tabs: (csv) => Papa.parse<string[]>(csv, { delimiter: "\t" }).data.flat(),
};

test.each(Object.entries(readers))("no cell starts a formula for a reader of %s", async (_, read) => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (one, other) => {
      const cells = read(
        await write([
          [one, "1"],
          [other, null],
        ]),
      );
      for (const cell of cells) expect(cell).not.toMatch(/^[\s\u200b"]*[=+\-@＝]/u);
    }),
    { numRuns: 500 },
  );
});

test("a long run of separators takes no longer than its length", async () => {
  const csv = await write([[`${";\n\t ".repeat(200_000)}x`, "1"]]);
  expect(csv).toHaveLength("name,amount_usd\r\n".length + 800_000 + '"x",1\r\n'.length);
});
