import "server-only";
import { createLoader, type inferParserType, type ParserMap, type UrlKeys } from "nuqs/server";
import { AppError } from "@/lib/core/errors/errors";

type Options<Parsers extends ParserMap, Required> = {
  urlKeys?: UrlKeys<Parsers>;
  /** Fields that the route can't answer without. */
  required?: readonly Required[];
  /** Faults of several fields together, under the field that the error names. */
  faults?: Record<string, string[]>;
};
type Found<Parsers extends ParserMap, Required extends keyof Parsers> = inferParserType<Parsers> & {
  [Name in Required]: NonNullable<inferParserType<Parsers>[Name]>;
};

/**
 * Reads a query string with the page's own parsers, but refuses what a page ignores. The strict mode of nuqs does too,
 * but it names only the first wrong field, and only in a sentence.
 * @throws AppError invalid, with each wrong field
 */
export function readStrictly<Parsers extends ParserMap, Required extends keyof Parsers & string = never>(
  parsers: Parsers,
  search: URLSearchParams,
  { urlKeys = {}, required = [], faults = {} }: Options<Parsers, Required> = {},
): Found<Parsers, Required> {
  const refused = { ...faults };
  for (const [name, parser] of Object.entries(parsers)) {
    const key = urlKeys[name] ?? name;
    const text = search.get(key);
    const value = text === null || parser.type === "multi" ? text : parser.parse(text);
    // Numbers are read like parseInt, which takes "1 or 1" for 1.
    const isOdd = typeof value === "number" && String(value) !== text;
    if (text !== null && (value === null || isOdd)) refused[key] = ["is not a value that this field takes"];
    if (text === null && required.some((one) => one === name)) refused[key] = ["is missing"];
  }
  refuseFields(refused);
  // Sound: the required fields were just found to have a value.
  return createLoader(parsers, { urlKeys })(search) as Found<Parsers, Required>;
}

/** @throws AppError invalid if any field is refused */
export function refuseFields(fields: Record<string, string[]>): void {
  if (Object.keys(fields).length > 0) throw new AppError("invalid", "the query string is wrong", { fields });
}
