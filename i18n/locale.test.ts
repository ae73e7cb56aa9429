import { describe, expect, test } from "vitest";
import { getLocale } from "./locale";

describe("getLocale", () => {
  test.each([
    ["de", "en-GB", "de"],
    ["fr", "de-AT,en;q=0.5", "de"],
    [undefined, "fr,en;q=0.4,de;q=0.8", "de"],
    [undefined, "de;q=0,en", "en"],
    [undefined, "fr", "en"],
    [undefined, "de;q=nonsense", "en"],
    [undefined, "", "en"],
    [undefined, null, "en"],
    ["__proto__", ",;,;q=", "en"],
  ])("returns the locale of the cookie %s and Accept-Language %s (%s)", (cookie, header, locale) => {
    expect(getLocale(cookie, header)).toBe(locale);
  });
});
