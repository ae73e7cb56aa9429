import { createParser } from "nuqs/server";
import { parseAsListOf } from "@/lib/core/address/search-params";
import { isTag, type TagDimension, toTag, toTagKey } from "./dimension";
import { noKey } from "./vocabulary";

const maxNameLength = 300;
const maxTextLength = 1000;

/** A declared dimension, or any tag. */
export function parseAsDimension<Name extends string>(names: readonly Name[]) {
  return createParser<Name | TagDimension>({
    parse: (text) => findDimension(names, text),
    serialize: String,
  });
}

export function findDimension<Name extends string>(
  names: readonly Name[],
  text: string,
): Name | TagDimension | null {
  return names.find((one) => one === text) ?? toWellFormed(text);
}

/** As `toTag` would write it, so that one tag has one name. No NUL, which the database refuses. */
function toWellFormed(text: string): TagDimension | null {
  if (!isTag(text) || text.length > maxNameLength || text.includes("\0")) return null;
  return toTag(toTagKey(text));
}

/** `team=Search`, as in the list of workspaces, or `team` for workspaces without that tag. */
const parseAsTag = createParser({
  parse: (text) => (text === "" || text.length > maxTextLength || text.includes("\0") ? null : text),
  serialize: String,
});

export const tagParams = { tag: parseAsListOf(parseAsTag).withDefault([]) };

/** By dimension, the keys of parts. */
export function toTagFilter(texts: readonly string[]): { [One in TagDimension]?: readonly string[] } {
  const filter: { [One in TagDimension]?: readonly string[] } = {};
  for (const text of texts) {
    const at = text.indexOf("=");
    const tag = toWellFormed(`tag:${at < 0 ? text : text.slice(0, at)}`);
    const part = at < 0 ? noKey : text.slice(at).replaceAll("%25", "%");
    if (tag) filter[tag] = [...(filter[tag] ?? []), part];
  }
  return filter;
}

export function toTagTexts(tag: TagDimension, parts: readonly string[]): string[] {
  const name = tag.slice("tag:".length);
  return parts.map((part) => (part === noKey ? name : `${name}${part.replaceAll("%", "%25")}`));
}
