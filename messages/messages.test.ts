import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { locales } from "@/i18n/locale";
import { errorCodes } from "@/lib/core/errors/errors";
import { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import de from "./de.json";
import en from "./en.json";

type Tree = { [key: string]: string | Tree };
const catalogs: Record<(typeof locales)[number], Tree> = { en, de };

function listMessages(tree: Tree, path = ""): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : listMessages(value, `${path}${key}.`),
  );
}

function fail(error: Error): never {
  throw error;
}

function listArguments(text: string): string[] {
  return [
    ...new Set(
      [
        ...text.matchAll(
          /\{(\w+)\s*,|(?<!(?:=\d+|one|two|few|many|other|yes|quarter|year) )\{(\w+)\}|<(\w+)>/g,
        ),
      ].map(([, typed, plain, tag]) => typed ?? plain ?? `<${tag}>`),
    ),
  ].sort();
}

test("every catalog has the same keys", () => {
  const [first, ...others] = locales.map((locale) => listMessages(catalogs[locale]).map(([key]) => key));
  for (const keys of others) expect(keys).toEqual(first);
});

test("every message takes the same arguments in every language", () => {
  const [first, ...others] = locales.map((locale) =>
    listMessages(catalogs[locale]).map(([key, text]) => [key, ...listArguments(text)]),
  );
  for (const messages of others) expect(messages).toEqual(first);
});

test("the arguments of a message are found, branches are not", () => {
  const text =
    "{b} of {a, plural, =0 {Add} one {# day} other {days}} in <x></x> {c, select, yes {was} other {is}}";
  expect(listArguments(text)).toEqual(["<x>", "a", "b", "c"]);
});

describe.each(locales)("%s", (locale) => {
  const messages = listMessages(catalogs[locale]);

  test.each([
    ["errors", errorCodes],
    ["reasons", refusalReasons],
  ] as const)("%s has exactly one sentence per code", (namespace, codes) => {
    expect(Object.keys(catalogs[locale][namespace] ?? {}).sort()).toEqual([...codes].sort());
    for (const [key, text] of messages) if (key.startsWith(`${namespace}.`)) expect(text, key).toMatch(/\.$/);
  });

  test("no message is empty, padded or broken ICU", () => {
    for (const [key, text] of messages) {
      expect(text.trim(), key).toBe(text);
      const values = listArguments(text).map((name) =>
        name.startsWith("<") ? [name.slice(1, -1), () => "x"] : [name, 2],
      );
      const { markup } = createTranslator({ locale, messages: { text }, onError: fail });
      expect(markup("text", Object.fromEntries(values)), key).not.toBe("");
    }
  });
});
