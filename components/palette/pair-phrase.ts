import { fold } from "./find-commands";

/**
 * The words that stand before whose access is copied, before who gets it, and, of access that becomes `alike`, before whose
 * it becomes.
 */
export type PairLinks = Record<"from" | "to" | "alike" | "as" | "articles", readonly string[]>;
export type Pair = { from: string; to: string };

/**
 * Reads "from ada to bob", "ada to bob", "to bob from ada", and, of identical access, "bob identical to ada". Of several
 * links, the one that is listed first counts, because the others may belong to a name.
 */
export function readPair(words: readonly string[], isAlike: boolean, links: PairLinks): Pair | null {
  const toName = (side: readonly string[]) =>
    withoutFirst(side, links)
      .filter((word, place, all) => place === 0 || place < all.length - 1 || !isLink(word, links.articles))
      .join(" ")
      .replace(/['’]s$/, "");
  const isToFirst = isLink(words[0], links.to);
  const byTo = isAlike || isToFirst ? null : split(words, links.to);
  const [from, to] = byTo ?? split(words, isAlike ? links.as : links.from)?.toReversed() ?? [];
  const pair = { from: toName(from ?? []), to: toName(to ?? []) };
  return pair.from && pair.to ? pair : null;
}

/** Whether only whose access is copied is said so far, as in "from ada". */
export function isOnlyFrom(words: readonly string[], { from }: PairLinks): boolean {
  return isLink(words[0], from);
}

export function isAlike(text: string, { alike }: PairLinks): boolean {
  return text.split(/\s+/).some((word) => isLink(word, alike));
}

function split(words: readonly string[], links: readonly string[]): (readonly string[])[] | null {
  const folded = words.map(fold);
  const at = links.map((link) => folded.lastIndexOf(link)).find((index) => index > 0);
  return at === undefined ? null : [words.slice(0, at), words.slice(at + 1)];
}

/** "The of ada" and "to bob" are Ada and Bob. What stands alone may be the beginning of a name. */
function withoutFirst(words: readonly string[], { from, to, articles }: PairLinks): readonly string[] {
  const skip = (rest: readonly string[], links: readonly string[]) =>
    rest.length > 1 && isLink(rest[0], links) ? rest.slice(1) : rest;
  return skip(skip(skip(words, articles), [...from, ...to]), articles);
}

function isLink(word: string | undefined, links: readonly string[]): boolean {
  return word !== undefined && links.includes(fold(word));
}
