import { expect, test } from "vitest";
import { toLoadedRange, toRange } from "./to-range";

const rows = ["a", "b", "c", "d"].map((id) => ({ id }));
const ids = (found: readonly { id: string }[] | null) => found?.map(({ id }) => id).join("") ?? null;

test("a range has both of its ends, in any direction", () => {
  expect(ids(toRange(rows, { from: "b", to: "d" }))).toBe("bcd");
  expect(ids(toRange(rows, { from: "c", to: "a" }))).toBe("abc");
  expect(ids(toRange(rows, { from: "b", to: "b" }))).toBe("b");
});

test("a range with an end that left the list is empty", () => {
  expect(toRange(rows, { from: "x", to: "b" })).toEqual([]);
});

test("a range of which a row isn't loaded has to be asked for", () => {
  const list = (lacking: number) => ({
    total: 4,
    at: (index: number) => (index === lacking ? undefined : rows[index]),
  });
  expect(ids(toLoadedRange(list(3), { from: "c", to: "a" }))).toBe("abc");
  expect(ids(toLoadedRange(list(0), { from: "b", to: "d" }))).toBe("bcd");
  expect(toLoadedRange(list(1), { from: "a", to: "c" })).toBeNull();
  expect(toLoadedRange(list(3), { from: "a", to: "d" })).toBeNull();
});
