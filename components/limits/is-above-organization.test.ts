import { expect, test } from "vitest";
import { isAboveOrganization } from "./is-above-organization";

test.each([
  ["101", 100, true],
  [" 101 ", 100, true],
  ["100", 100, false],
  ["0", 100, false],
  ["", 100, false],
  ["999999", null, false],
  ["1", 0, true],
])("%j with an organization limit of %j is above it or not (%j)", (typed, organization, isAbove) => {
  expect(isAboveOrganization({ organization }, typed)).toBe(isAbove);
});
