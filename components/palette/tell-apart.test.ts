import { expect, test } from "vitest";
import { tellApart, toEnd } from "./tell-apart";

const newEntry = (id: string, label: string, detail?: string) => ({
  value: `workspace:${id}`,
  label,
  ...(detail && { detail }),
  icon: null,
  href: null,
  operations: [],
  mark: toEnd(id),
});

test("entries that read alike show the ends of their IDs", () => {
  const entries = tellApart([
    newEntry("wrkspc_01AAAAAAaaaaaa", "Shop"),
    newEntry("wrkspc_01AAAAAAbbbbbb", "Shop"),
    newEntry("wrkspc_01AAAAAAcccccc", "Shop", "Archived"),
    newEntry("wrkspc_01AAAAAAdddddd", "Office"),
  ]);
  expect(entries.map(({ detail }) => detail)).toEqual(["…aaaaaa", "…bbbbbb", "Archived", undefined]);
  expect(entries[0]).not.toHaveProperty("mark");
});

test("a detail that two share stays before what tells them apart", () => {
  const [first] = tellApart([
    newEntry("wrkspc_01AAAAAAaaaaaa", "Shop", "Archived"),
    newEntry("wrkspc_01AAAAAAbbbbbb", "Shop", "Archived"),
  ]);
  expect(first?.detail).toBe("Archived · …aaaaaa");
});
