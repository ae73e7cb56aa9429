import { expect, test } from "vitest";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { type SortKeys, sortParts } from "./sort-parts";

type Part = { key: string; cents: string; ratio: string | null };
const keys: SortKeys<Part> = {
  part: ({ key }) => ({ text: key }),
  value: ({ cents }) => ({ decimal: cents }),
  ratio: ({ ratio }) => ({ decimal: ratio }),
};
const parts: Part[] = [
  { key: "b", cents: "9007199254740993.000001", ratio: null },
  { key: "Ä", cents: "9007199254740993.000002", ratio: "0.5" },
  { key: "c", cents: "-1", ratio: "0.25" },
  { key: otherKey, cents: "99999999999999999999", ratio: "1" },
];
const sort = (by: string, direction: "asc" | "desc") =>
  sortParts(parts, keys, { sort: by, direction, locale: "de" }).map(({ key }) => key);

test("parts are sorted by their exact amounts, and the rest stays at the end", () => {
  expect(sort("value", "desc")).toEqual(["Ä", "b", "c", otherKey]);
  expect(sort("value", "asc")).toEqual(["c", "b", "Ä", otherKey]);
});

test("names are sorted in the reader's language, and a part without a share comes last", () => {
  expect(sort("part", "asc")).toEqual(["Ä", "b", "c", otherKey]);
  expect(sort("ratio", "desc")).toEqual(["Ä", "c", "b", otherKey]);
  expect(sort("ratio", "asc")).toEqual(["c", "Ä", "b", otherKey]);
});

test("an unknown sort order leaves the parts unchanged", () => {
  expect(sort("toString", "asc")).toHaveLength(4);
  expect(sort("nonsense", "asc")).toEqual(parts.map(({ key }) => key));
});
