import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "./fold";

test.each([
  ["Anaïs", "anais"],
  ["ŁUKASZ Żółć", "lukasz zolc"],
  ["Søren", "soren"],
  ["Straße", "strasse"],
  ["STRAẞE", "strasse"],
  ["İstanbul", "istanbul"],
  ["ΟΔΟΣ", "οδοσ"],
  ["O’Brien", "o'brien"],
  ["ＡＢＣ％", "abc%"],
  ["checkout-staging 2", "checkout-staging 2"],
  ["張偉", "張偉"],
])("%j is searched by %j", (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test("folding twice changes nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => fold(fold(text)) === fold(text)));
});
