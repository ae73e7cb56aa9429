import { expect, test } from "vitest";
import type { ColumnChoice } from "./choice";
import { readColumnChoice, toColumnCookie } from "./column-cookie";

const reread = (hidden: ColumnChoice) => {
  const [pair = ""] = toColumnCookie("keys", hidden, true).split(";");
  const [name, value = ""] = pair.split("=");
  return readColumnChoice({ get: (asked) => (asked === name ? { value } : undefined) }, "keys");
};

test("columns are read as they were chosen, also if none is hidden", () => {
  expect(reread(["created", "maker"])).toEqual(["created", "maker"]);
  expect(reread([])).toEqual([]);
});

test("a reset brings back the usual columns, and a browser without a choice has them", () => {
  expect(reread(null)).toBeNull();
  expect(readColumnChoice({ get: () => undefined }, "keys")).toBeNull();
});

test("the columns of one list aren't those of another", () => {
  const value = "maker";
  const jar = { get: (name: string) => (name === "columns_keys" ? { value } : undefined) };
  expect(readColumnChoice(jar, "keys")).toEqual(["maker"]);
  expect(readColumnChoice(jar, "members")).toBeNull();
});
