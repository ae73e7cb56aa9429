import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { type Row, type Sheet, toNumbers, toRates, toText } from "@/lib/core/sheets/columns";
import { toXlsx } from "./xlsx";

const columns = [...toText(["name"]), ...toNumbers(["amount_usd"])];

async function readBack(pieces: Row[][], more: Partial<Sheet> = {}): Promise<Record<string, string>> {
  const sheet: Sheet = {
    columns,
    listRows: async function* () {
      yield* pieces;
    },
    isLongerThan: async () => false,
    period: "",
    ...more,
  };
  const bytes: number[] = [];
  for await (const piece of toXlsx(sheet)) bytes.push(...piece);
  const files = unzipSync(new Uint8Array(bytes));
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strFromU8(content)]));
}

async function readCells(...rows: Row[]): Promise<string[][]> {
  const xml = (await readBack([rows]))["xl/worksheets/sheet1.xml"] ?? "";
  return [...xml.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = ""]) =>
    [
      ...row.matchAll(
        /<c\/>|<c s="\d+"><v>(.*?)<\/v><\/c>|<c t="inlineStr"(?: s="\d+")?><is><t xml:space="preserve">(.*?)<\/t><\/is><\/c>/gs,
      ),
    ].map(([, number, text]) => number ?? (text === undefined ? "" : `"${text}"`)),
  );
}

test("the file is a workbook with the parts that a spreadsheet needs", async () => {
  const parts = await readBack([[["a", "1"]]]);
  expect(Object.keys(parts)).toEqual([
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
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

test("days, months, and instants are dates, and what isn't one stays text", async () => {
  const rows = [
    ["2026-10-01", "2026-10", "2026-10-01T12:00:00.000000Z"],
    ["today", "2026-13-01", "soon"],
  ];
  const parts = await readBack([rows], { columns: toText(["day", "month", "added_at"]) });
  const xml = parts["xl/worksheets/sheet1.xml"] ?? "";
  expect(xml).toContain(
    '<row><c s="3"><v>46296</v></c><c s="4"><v>46296</v></c><c s="5"><v>46296.5</v></c></row>',
  );
  for (const text of ["today", "2026-13-01", "soon"]) expect(xml).toContain(`>${text}</t>`);
  expect(parts["xl/styles.xml"]).toContain('formatCode="yyyy\\-mm\\-dd"');
});

test("the header is bold and frozen, columns are wide enough, and amounts have a format", async () => {
  const xml = (await readBack([[["a", "1.5"]]]))["xl/worksheets/sheet1.xml"];
  expect(xml).toContain('ySplit="1" topLeftCell="A2"');
  expect(xml).toContain('<col min="2" max="2" width="16" customWidth="1"/>');
  expect(xml).toContain('<c t="inlineStr" s="7"><is><t xml:space="preserve">name</t></is></c>');
  expect(xml).toContain('<c s="2"><v>1.5</v></c>');
});

test("the last row has exact totals over all pieces, but none of amounts in two currencies or of unit costs", async () => {
  const columns = [
    ...toText(["name"]),
    ...toNumbers(["amount_usd", "amount", "tokens"]),
    ...toText(["currency"]),
    ...toRates(["cost_per_request"]),
  ];
  const pieces = [
    [["a", "0.1", "0.1", "9007199254740993", "USD", "3"]],
    [["b", "0.2", "0.2", "1", "USD", "4"]],
  ];
  const total = async (more: Row[][] = []) => {
    const xml =
      (await readBack([...pieces, ...more], { columns, hasTotals: true }))["xl/worksheets/sheet1.xml"] ?? "";
    return [...xml.matchAll(/<row>.*?<\/row>/gs)]
      .at(-1)?.[0]
      .replace(/<[^>]+>/g, "|")
      .split(/\|+/)
      .filter(Boolean);
  };
  expect(await total()).toEqual(["Total", "0.3", "0.3", "9007199254740994"]);
  expect(await total([[["c", null, "5", "1", "EUR", "5"]]])).toEqual(["Total", "0.3", "9007199254740995"]);
});
