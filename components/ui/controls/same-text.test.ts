import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameText } from "./same-text";

test.each([
  ["checkout staging", "Checkout – Staging", "case, dashes and spaces"],
  ["Checkout-Staging", "Checkout — Staging", "another dash"],
  ["checkout−staging", "checkout-staging", "a minus sign"],
  ["arzte", "Ärzte", "an accent that is part of the letter"],
  ["A\u0308rzte", "Ärzte", "an accent that is a character of its own"],
  ["Strasse", "STRAẞE", "a sharp s"],
  ["strasse", "Straße", "a sharp s, from below"],
  ["istanbul", "İstanbul", "a dotted capital i"],
  ["ΟΔΟΣ", "οδος", "a final sigma"],
  ["O'Brien", "O’Brien", "a typographic apostrophe"],
  ["ABC 123", "ＡＢＣ　１２３", "full-width letters"],
  [" shop\t", "shop", "spaces around it"],
  ["shop", "s\u200bh\u200do\u2060p\ufeff", "zero-width characters"],
  ["shop", "\u202eshop\u202c", "bidirectional controls"],
  ["shop", "sh\u00adop", "a soft hyphen"],
  ["non breaking", "non\u00a0breaking", "a no-break space"],
  ["ofﬁce", "office", "a ligature"],
])("%j is accepted for %j despite %s", (typed, wanted) => {
  expect(isSameText(typed, wanted)).toBe(true);
});

test.each([
  ["", "Shop"],
  ["Sho", "Shop"],
  ["Shop 2", "Shop"],
  ["Shop 1", "Shop 2"],
  ["---", "Shop"],
  ["", "–"],
  ["", "\u200b"],
  ["🙂", "🙃"],
])("%j is not accepted for %j", (typed, wanted) => {
  expect(isSameText(typed, wanted)).toBe(false);
});

test("every name can be confirmed by copying it, or by typing it in capitals", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", minLength: 1 }), (name) => isSameText(name, name)));
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (name) => isSameText(name.toUpperCase(), name)),
  );
});

test("names of dashes or invisible characters can be confirmed by copying them", () => {
  for (const name of ["–", "--", "\u200b", "\u202e\u2066"]) expect(isSameText(name, name)).toBe(true);
});
