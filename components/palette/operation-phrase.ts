/** One of the ways to say an operation, such as "change role". */
type Way<Name> = { words: string; name: Name };
/** What somebody wants to do, and the words that say with what: `said` has the filler as well. */
export type OperationPhrase<Name> = {
  names: readonly Name[];
  way: string;
  rest: string;
  said: readonly string[];
  isWhole: boolean;
};

type Match<Name> = { name: Name; way: string; count: number; isFirst: boolean; isWhole: boolean };

/** Fewer letters say too little, unless they are the whole word. */
const minLetters = 3;

/**
 * Reads "off-board ada" or "ada off-board": an operation, of which the last word may be unfinished, before or after a name.
 * The longest one counts. Words of it that stand on the other side, as in "change ada role", and `filler`, such as "for",
 * say nothing about the name.
 */
export function readOperation<Name>(
  text: string,
  ways: readonly Way<Name>[],
  filler: ReadonlySet<string>,
): OperationPhrase<Name> | null {
  const given = text.split(/\s+/).filter((word) => fold(word) !== "");
  const words = toWords(text);
  const matches = ways.flatMap((way) => [...match(words, way, true), ...match(words, way, false)]);
  const [best] = matches.toSorted(
    (one, other) =>
      other.count - one.count ||
      Number(other.isWhole) - Number(one.isWhole) ||
      Number(other.isFirst) - Number(one.isFirst),
  );
  if (!best) return null;
  const { way, count, isFirst, isWhole } = best;
  const equals = matches.filter(
    (one) => one.count === count && one.isFirst === isFirst && one.isWhole === isWhole,
  );
  const names = [...new Set(equals.map(({ name }) => name))];
  const own = new Set(ways.filter(({ name }) => names.includes(name)).flatMap((way) => toWords(way.words)));
  const others = isFirst ? given.slice(count) : given.slice(0, -count);
  const said = others.filter((word) => !own.has(fold(word)));
  const rest = said.filter((word) => !filler.has(fold(word))).join(" ");
  return rest === "" ? null : { names, way, rest, said, isWhole };
}

type Bare<Name> = { name: Name; isWhole: boolean };

/** The operation that a text says without saying with what, as "copy access from" does; it may be unfinished. */
export function readBare<Name>(
  text: string,
  ways: readonly Way<Name>[],
  isFiller: (word: string, name: Name) => boolean,
): Bare<Name> | null {
  const said = toWords(text);
  const longestFirst = ways
    .map(({ name, words }) => ({ name, own: toWords(words) }))
    .toSorted((one, other) => other.own.length - one.own.length);
  const whole = longestFirst.find(
    ({ name, own }) =>
      own.every((word) => said.includes(word)) &&
      said.every((word) => own.includes(word) || isFiller(word, name)),
  );
  if (whole) return { name: whole.name, isWhole: true };
  const begun = said.join(" ");
  const found =
    begun.length < minLetters
      ? undefined
      : ways.find(({ words }) => toWords(words).join(" ").startsWith(begun));
  return found ? { name: found.name, isWhole: false } : null;
}

/** The most words of an operation that the text has at its start or its end; at least one word is left for a name. */
function match<Name>(words: readonly string[], way: Way<Name>, isFirst: boolean): Match<Name>[] {
  const own = toWords(way.words);
  for (let count = Math.min(own.length, words.length - 1); count > 0; count -= 1) {
    const said = isFirst ? words.slice(0, count) : words.slice(-count);
    const isWhole = count === own.length && said.every((word, index) => word === own[index]);
    const isBegun =
      said.join("").length >= minLetters &&
      said.every((word, index) => (index < count - 1 ? own[index] === word : own[index]?.startsWith(word)));
    if (isWhole || isBegun) return [{ name: way.name, way: way.words, count, isFirst, isWhole }];
  }
  return [];
}

function toWords(text: string): string[] {
  return text.split(/\s+/).map(fold).filter(Boolean);
}

/** "Off-board…" and "offboard" are the same. */
export function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-\u2010\u2011.…]/g, "");
}
