import { expect, test } from "vitest";
import { hasVisibleText } from "./has-visible-text";

test.each(["a", "0", "–", "名", "נ", "👩‍👩‍👧", "\u200Ba\u200B", "\u202Eabc"])("%j can be seen", (text) => {
  expect(hasVisibleText(text)).toBe(true);
});

test.each(["", " ", "\u200B", "\u202E\u202C", "\u3164", "\u2800", "\uFEFF\u00A0", "\u{E0041}"])(
  "%j can't be seen",
  (text) => {
    expect(hasVisibleText(text)).toBe(false);
  },
);
