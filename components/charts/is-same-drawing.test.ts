import { expect, test } from "vitest";
import { type Drawing, isSameDrawing } from "./is-same-drawing";

const make = (): Drawing => ({
  series: [{ id: "a", name: "A" }],
  points: [{ day: "2026-11-24", values: ["1", "2"], comparison: { name: "before", value: "3" } }],
  line: { label: "budget", values: [5] },
  shape: "bars",
  formatValue: (value) => `$${value}`,
});

test("equal figures are the same drawing", () => {
  expect(isSameDrawing(make(), make())).toBe(true);
});

test.each<[string, Partial<Drawing>]>([
  ["shape", { shape: "lines" }],
  ["series", { series: [{ id: "b", name: "A" }] }],
  ["color", { series: [{ id: "a", name: "A", color: 3 }] }],
  ["number of series", { series: [] }],
  ["day", { points: [{ ...make().points[0], day: "2026-11-25", values: ["1", "2"] }] }],
  ["value", { points: [{ ...make().points[0], day: "2026-11-24", values: ["1", "3"] }] }],
  ["comparison", { points: [{ day: "2026-11-24", values: ["1", "2"] }] }],
  ["budget", { line: undefined }],
  ["unit", { formatValue: (value) => `€${value}` }],
])("another %s is another drawing", (_, change) => {
  expect(isSameDrawing(make(), { ...make(), ...change })).toBe(false);
});
