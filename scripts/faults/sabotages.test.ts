import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { campaigns } from "./kills";
import { changeSource, sabotages } from "./sabotages";
import { scenarios } from "./scenarios";

test.each(Object.entries(sabotages))(
  "the source that the sabotage %s changes still exists",
  (_, { change, kind, of }) => {
    expect(changeSource(readFileSync(change.file, "utf8"), change)).toContain(change.to);
    expect(Object.keys(kind === "campaign" ? campaigns : scenarios)).toContain(of);
  },
);

test("a source that has changed is an error", () => {
  const change = { file: "x.ts", from: "a", to: "b" };
  expect(changeSource("-a-", change)).toBe("-b-");
  expect(() => changeSource("-a-a-", change)).toThrow("x.ts has 2 of: a");
});
