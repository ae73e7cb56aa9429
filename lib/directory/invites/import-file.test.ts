import { expect, test } from "vitest";
import { parseImport } from "./import-file";
import { maxImportRows, toAssignableRole } from "./vocabulary";

const parse = async (text: string) =>
  (await parseImport(text)).rows.map(({ email, role, workspaces }) => [email, role, workspaces]);

test("addresses are read however they were pasted", async () => {
  const ada = ["ada@x.example", "", ""];
  const bo = ["bo@x.example", "", ""];
  for (const text of [
    "ada@x.example\nbo@x.example",
    "ada@x.example, bo@x.example",
    "ada@x.example; bo@x.example;",
    "ada@x.example bo@x.example",
    "Ada Lovelace <ada@x.example>, Bo <bo@x.example>",
    "\n\nada@x.example\r\n\r\nbo@x.example\r\n",
  ])
    expect(await parse(text), text).toEqual([ada, bo]);
  expect(await parse("  ada@x.example  ")).toEqual([ada]);
  expect(await parse("")).toEqual([]);
});

test.each([
  ["commas", "email,role,workspaces\nada@x.example,developer,Checkout"],
  ["semicolons", "email;role;workspaces\nada@x.example;developer;Checkout"],
  ["tabs", "email\trole\tworkspaces\nada@x.example\tdeveloper\tCheckout"],
  ["a byte order mark", "\ufeffemail,role,workspaces\nada@x.example,developer,Checkout"],
  ["quotes", '"email","role","workspaces"\n"ada@x.example","developer","Checkout"'],
  ["other columns and another order", "id,Role,Team,E-Mail,workspaces\n7,developer,x,ada@x.example,Checkout"],
  ["no header", "ada@x.example,developer,Checkout"],
  ["old Mac lines", "email,role,workspaces\rada@x.example,developer,Checkout"],
])("a CSV with %s is read", async (_, text) => {
  expect(await parse(text)).toEqual([["ada@x.example", "developer", "Checkout"]]);
});

test("a role after an address is read, whatever stands between them, and what is no role stays to be seen", async () => {
  expect(
    await parse(
      "ada@x.example, developer\nbo@x.example billing\ncy@x.example; claude code user; Checkout\nDi <di@x.example> user\ned@x.example boss",
    ),
  ).toEqual([
    ["ada@x.example", "developer", ""],
    ["bo@x.example", "billing", ""],
    ["cy@x.example", "claude code user", "Checkout"],
    ["di@x.example", "user", ""],
    ["ed@x.example", "boss", ""],
  ]);
});

test("several workspaces may be in one cell or in several", async () => {
  expect(await parse('email,role,workspaces\na@x.example,user,"Search; Data"')).toEqual([
    ["a@x.example", "user", "Search; Data"],
  ]);
  expect(await parse("a@x.example,user,Search,Data")).toEqual([["a@x.example", "user", "Search;Data"]]);
});

test("a text that is no address stays as written, even a formula", async () => {
  const formula = `=HYPERLINK("http://evil.example","a@x.example")`;
  const text = `email,role\n"${formula.replaceAll('"', '""')}",user\n'+a@x.example,user\n@SUM(1),\n,developer`;
  expect(await parse(text)).toEqual([
    [formula, "user", ""],
    ["+a@x.example", "user", ""],
    ["@SUM(1)", "", ""],
    ["", "developer", ""],
  ]);
});

test("a line of a megabyte is one bad row among good ones", async () => {
  const rows = await parse(`email\na@x.example\n${"a".repeat(1_000_000)}\nb@x.example`);
  expect(rows.map(([email]) => email?.length)).toEqual([11, 1_000_000, 11]);
});

test("a quote that never closes is reported, because it swallows the rest", async () => {
  const { rows } = await parseImport('email,role\na@x.example,user\n"b@x.example,user\nc@x.example,user');
  expect(rows.map(({ isUnclosed }) => isUnclosed)).toEqual([false, true]);
});

test("5,000 rows are accepted, and more are reported", async () => {
  const toText = (count: number) =>
    `email\n${Array.from({ length: count }, (_, at) => `p${at}@x.example`).join("\n")}`;
  const most = await parseImport(toText(maxImportRows));
  expect([most.rows.length, most.isCut]).toEqual([maxImportRows, false]);
  const more = await parseImport(toText(maxImportRows + 1));
  expect([more.rows.length, more.isCut]).toEqual([maxImportRows, true]);
  const pasted = Array.from({ length: maxImportRows + 1 }, (_, at) => `p${at}@x.example`).join(" ");
  expect(await parseImport(pasted)).toMatchObject({ rows: { length: maxImportRows }, isCut: true });
});

test("a role is read however it is spelled", () => {
  expect(["Developer", "claude code user", "Claude-Code-User", "admin", ""].map(toAssignableRole)).toEqual([
    "developer",
    "claude_code_user",
    "claude_code_user",
    undefined,
    undefined,
  ]);
});
