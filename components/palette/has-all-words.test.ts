import { expect, test } from "vitest";
import { hasAllWords } from "./has-all-words";

const anais = "Anaïs Dubois anais@x.example user_01A";

test.each([
  ["anais", true],
  ["ANAÏS", true],
  ["dubois ana", true],
  ["anais@x", true],
  ["user_01A", true],
  ["anais eve", false],
  ["hansa", false],
  ["aisdub", false],
  ["ndb", false],
])("%j names her: %j", (typed, isNamed) => {
  expect(hasAllWords(anais, typed)).toBe(isNamed);
});
