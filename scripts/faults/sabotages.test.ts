import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { faults } from "./run";
import { changeSource, sabotages } from "./sabotages";

test.each(sabotages)("the source that the sabotage $name changes still exists", ({ change, of }) => {
  expect(changeSource(readFileSync(change.file, "utf8"), change)).toContain(change.to);
  expect(faults.map(({ name }) => name)).toContain(of);
});

test("a source that has changed is an error", () => {
  const change = { file: "x.ts", from: "a", to: "b" };
  expect(changeSource("-a-", change)).toBe("-b-");
  expect(() => changeSource("-a-a-", change)).toThrow("x.ts has 2 of: a");
});
