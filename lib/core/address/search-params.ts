import { createParser, parseAsArrayOf, parseAsStringLiteral, type SingleParser } from "nuqs/server";
import { parseDay } from "@/lib/core/format/calendar";

/** Far beyond any list here, and small enough for every integer column and offset. */
const maxPages = 1_000_000;
const maxTextLength = 300;
const maxValues = 500;
const maxIdLength = 300;

/** One-based. A page past the end is the last one, so a large number only has to fit. */
export const parseAsPage = createParser({
  parse: (text) => (/^\d+$/.test(text) && Number(text) > 0 ? Math.min(Number(text), maxPages) : null),
  serialize: String,
});

/** No NUL, which the database refuses, and no longer than a person could type. */
export const parseAsText = createParser({
  parse: (text) => text.slice(0, maxTextLength).replaceAll("\0", "\ufffd"),
  serialize: String,
});

/** Never empty, because an empty ID is nobody's. */
export const parseAsId = createParser({ parse: (text) => text || null, serialize: String });

/** Like `parseAsArrayOf`, but drops values past the limit. */
export function parseAsListOf<T>(item: SingleParser<T>) {
  const list = parseAsArrayOf(item);
  return createParser<T[]>({ ...list, parse: (text) => list.parse(text)?.slice(0, maxValues) ?? null });
}

export const parseAsTexts = parseAsListOf(parseAsText);

export function listParams<const Sort extends string>(
  sorts: readonly Sort[],
  sort: NoInfer<Sort>,
  direction: "asc" | "desc" = "asc",
) {
  return {
    sort: parseAsStringLiteral(sorts).withDefault(sort),
    direction: parseAsStringLiteral(["asc", "desc"]).withDefault(direction),
    page: parseAsPage.withDefault(1),
  };
}

export const listUrl = { urlKeys: { direction: "dir" } } as const;

export const parseAsDay = createParser({
  parse: parseDay,
  serialize: (day: string) => day,
});

/** Null if it can't be decoded or can't be an ID. */
export function toPathId(segment: string): string | null {
  try {
    const id = decodeURIComponent(segment);
    return id.length <= maxIdLength && !id.includes("\0") ? id : null;
  } catch {
    return null;
  }
}

/** As many IDs as `only` may name in an address. */
export const maxOnly = 300;
