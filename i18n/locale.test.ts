import { describe, expect, test } from "vitest";
import { getLocale, readLocaleCookie, toLocaleCookie } from "./locale";

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
  ])(
    "getLocale returns the locale of the cookie %s and Accept-Language %s (%s)",
    (cookie, header, locale) => {
      expect(getLocale(cookie, header)).toBe(locale);
    },
  );
});

describe("the cookie of a language", () => {
  const keep = (isSecure: boolean) => toLocaleCookie("de", isSecure).split("; ");

  test("the cookie of a language can't be set by another host on https", () => {
    expect(keep(true)).toEqual([
      "__Host-NEXT_LOCALE=de",
      "path=/",
      "max-age=31536000",
      "samesite=lax",
      "secure",
    ]);
    expect(keep(false)[0]).toBe("NEXT_LOCALE=de");
    expect(keep(false)).not.toContain("secure");
  });

  test("the cookie of a language is read under both names, the secure one first", () => {
    const jar = new Map([["NEXT_LOCALE", { value: "en" }]]);
    expect(readLocaleCookie(jar)).toBe("en");
    jar.set("__Host-NEXT_LOCALE", { value: "de" });
    expect(readLocaleCookie(jar)).toBe("de");
    expect(readLocaleCookie(new Map())).toBeUndefined();
  });
});
