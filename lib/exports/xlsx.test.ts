import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { type Row, type Sheet, toNumbers, toText } from "./columns";
import { toXlsx } from "./xlsx";

async function readBack(...pieces: Row[][]): Promise<Record<string, string>> {
  const sheet: Sheet = {
    columns: [...toText(["name"]), ...toNumbers(["amount_usd"])],
    listRows: async function* () {
      yield* pieces;
    },
    isLongerThan: async () => false,
    period: "",
  };
  const bytes: number[] = [];
  for await (const piece of toXlsx(sheet)) bytes.push(...piece);
  const files = unzipSync(new Uint8Array(bytes));
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strFromU8(content)]));
}

async function readCells(...rows: Row[]): Promise<string[][]> {
  const xml = (await readBack(rows))["xl/worksheets/sheet1.xml"] ?? "";
  return [...xml.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = ""]) =>
    [
      ...row.matchAll(
        /<c\/>|<c><v>(.*?)<\/v><\/c>|<c t="inlineStr"><is><t xml:space="preserve">(.*?)<\/t><\/is><\/c>/gs,
      ),
    ].map(([, number, text]) => number ?? (text === undefined ? "" : `"${text}"`)),
  );
}

test("the file is a workbook with the parts that a spreadsheet needs", async () => {
  const parts = await readBack([["a", "1"]]);
  expect(Object.keys(parts)).toEqual([
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
  ]);
});

test("the file has numbers with all digits, texts as texts, and null as empty cells", async () => {
  expect(await readCells(["12", "-0.000001"], ["", "9007199254740993.5"], [null, null])).toEqual([
    ['"name"', '"amount_usd"'],
    ['"12"', "-0.000001"],
    ["", "9007199254740993.5"],
    ["", ""],
  ]);
});

test("hostile texts stay texts, and the file stays XML", async () => {
  const [, ...rows] = await readCells(
    ["=1+1", "1"],
    ["</t></is></c><c><f>1</f></c>&amp;", "1"],
    ["a\u0000b\r\u001b\ud800", "1"],
    ["_x0041_", "1"],
  );
  expect(rows.map(([cell]) => cell)).toEqual([
    `"'=1+1"`,
    '"&lt;/t&gt;&lt;/is&gt;&lt;/c&gt;&lt;c&gt;&lt;f&gt;1&lt;/f&gt;&lt;/c&gt;&amp;amp;"',
    '"a_x0000_b_x000D__x001B_\ufffd"',
    '"_x005F_x0041_"',
  ]);
});

test.each(["\n=1", " =1", "\uff1d1", "\u200b+1", '"@SUM(1)'])("the text %j is disarmed", async (text) => {
  const [, [cell] = []] = await readCells([text, "1"]);
  expect(cell).toBe(`"'${text}"`);
});

test("a text that is longer than a cell is cut", async () => {
  const [, row] = await readCells(["x".repeat(40_000), "1"]);
  expect(row?.[0]).toHaveLength(32_767 + 2);
});
