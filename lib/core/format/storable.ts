import "server-only";

const oddCharacter = /[\0\p{Surrogate}]/u;
const oddCharacters = /[\0\p{Surrogate}]/gu;

/** PostgreSQL stores neither NUL nor lone surrogates. */
export function toStorableText(text: string): string {
  return oddCharacter.test(text) ? text.replace(oddCharacters, "\ufffd") : text;
}

/** For `JSON.stringify`: names of fields are text, too. */
export function toStorable(_key: string, value: unknown): unknown {
  if (typeof value === "string") return toStorableText(value);
  if (
    typeof value !== "object" ||
    value === null ||
    !Object.keys(value).some((name) => oddCharacter.test(name))
  )
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [toStorableText(name), each]));
}

/** Plain JSON only. */
export function toStorableJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, toStorable)) as T; // Sound: only texts change.
}
