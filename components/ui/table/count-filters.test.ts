import { expect, test } from "vitest";
import { countFilters } from "./count-filters";

test.each([
  ["", 0],
  ["?role=admin", 1],
  ["?role=admin&role=user&idle=30", 2],
  ["?from=2026-11-01&to=2026-11-27", 1],
  ["?to=2026-11-27&person=a", 2],
])("%s sets %i filters", (query, count) => {
  expect(countFilters(query)).toBe(count);
});
