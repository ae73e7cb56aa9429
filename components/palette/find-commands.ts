import MiniSearch from "minisearch";
import { fold as foldLetters } from "@/lib/core/format/fold";

/** `words`: other ways to say it. */
type Command = { label: string; detail?: string; words?: string; name?: string };
/**
 * `filler` says nothing; `nouns`, what objects are called in general, such as "key", ask for nothing alone. `synonyms` are
 * words that say the same.
 */
type Common = {
  filler: ReadonlySet<string>;
  nouns: readonly string[];
  synonyms?: readonly (readonly string[])[];
};
export type Match<One> = {
  command: One;
  /** Words of the text that the command doesn't know, which may be a name. */
  said: readonly string[];
  /** The same without filler, such as "for". */
  rest: string;
  /** Words that it knows. */
  known: readonly string[];
  /** Whether none of them has a typo, and whether each is finished. */
  isSure: boolean;
  isWhole: boolean;
  /** Whether it is called so itself, and not only by other words. */
  isNamed: boolean;
};

/** Of several words, one that is begun has at least as many letters. */
const minLetters = 3;

/** Finds commands by words of theirs, in any order, that may be unfinished or have a typo; the best ones are first. */
export function createFinder<One extends Command>(
  commands: readonly One[],
  { filler, nouns, synonyms = [] }: Common,
) {
  const isNoun = (term: string) => nouns.some((noun) => noun.startsWith(term));
  const index = new MiniSearch<Command & { id: number }>({
    fields: ["label", "detail", "words"],
    tokenize: toWords,
    processTerm: (word) => toTerm(word, filler),
    searchOptions: {
      boost: { label: 3 },
      prefix: (term, _, all) => term.length >= minLetters || all.length === 1,
      fuzzy: toMaxTypos,
      weights: { prefix: 0.6, fuzzy: 0.2 },
    },
  });
  index.addAll(
    commands.map(({ label, detail = "", words = "", name }, id) => {
      // With an object, a word more would ask for what nobody meant: "cost checkout" sets no limit.
      const more = name ? [] : listSynonyms(`${label} ${detail} ${words}`, synonyms);
      return { id, label, detail, words: [words, ...more].join(" ") };
    }),
  );
  return (text: string): Match<One>[] =>
    index.search(text).flatMap(({ id, terms, queryTerms, match }) => {
      const command = commands[id];
      if (!command || (command.name && queryTerms.every(isNoun))) return [];
      const isSure = queryTerms.every((term) => terms.some((own) => own.startsWith(term)));
      const isWhole = queryTerms.every((term) => terms.includes(term));
      const isNamed = queryTerms.every((term) =>
        terms.some((own) => own.startsWith(term) && match[own]?.some((field) => field !== "words")),
      );
      const said = takeOut(toWords(text), queryTerms);
      const rest = said.filter((word) => toTerm(word, filler) !== null).join(" ");
      return [{ command, said, rest, known: queryTerms, isSure, isWhole, isNamed }];
    });
}

/** Two letters that changed places are two typos. */
function toMaxTypos({ length }: string): number | false {
  if (length < 4) return false;
  return length < 6 ? 1 : 2;
}

function toTerm(word: string, filler: ReadonlySet<string>): string | null {
  const term = fold(word);
  return term === "" || filler.has(term) ? null : term;
}

function listSynonyms(text: string, synonyms: readonly (readonly string[])[]): string[] {
  const own = new Set(toWords(text).map(fold));
  return synonyms.filter((group) => group.some((word) => own.has(word))).flat();
}

/** Removes each term once, because a name may have the same word. */
function takeOut(words: readonly string[], terms: readonly string[]): string[] {
  const left = [...terms];
  return words.filter((word) => {
    const place = left.indexOf(fold(word));
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
}

function toWords(text: string): string[] {
  return text.split(/[\s,()]+/).filter(Boolean);
}

/** "Off-board…" and "offboard" are the same. */
export function fold(word: string): string {
  return foldLetters(word).replaceAll(/[-\u2010\u2011.…?]/g, "");
}
