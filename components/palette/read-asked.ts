import type { HitKind } from "@/lib/across/palette/vocabulary";
import { fold, type Match } from "./find-commands";
import { kindOf, type ObjectOperationName } from "./object-operations";
import { isAlike, isOnlyFrom, type Pair, type PairLinks, readPair } from "./pair-phrase";
import { readRole } from "./role-phrase";

/** An operation on an object, or another command. */
export type Named = { name?: ObjectOperationName | undefined };
export type AskedWords<Role> = {
  links: PairLinks;
  roles: readonly { role: Role; name: string }[];
  filler: ReadonlySet<string>;
  /** Who is nobody in particular, such as "someone". */
  anyone: readonly string[];
};
export type Asked<Role> = {
  names: readonly ObjectOperationName[];
  /** Whom or what it is about. */
  name: string;
  pair: Pair | null;
  role: Role | null;
  /** Whether it is said in full, and not only begun or mistyped. */
  isWhole: boolean;
};

/** Which objects the two names of a pair are. */
export const pairKinds: Partial<Record<ObjectOperationName, Record<keyof Pair, HitKind>>> = {
  copyAccess: { from: "member", to: "member" },
  addPeople: { from: "member", to: "workspace" },
  removePeople: { from: "workspace", to: "member" },
};

/** What the person wants to do with whom, from the operations whose words the text has. */
export function readAsked<Role>(
  text: string,
  matches: readonly Match<Named>[],
  { links, roles, filler, anyone }: AskedWords<Role>,
): Asked<Role> | null {
  const toRank = ({ isSure, isWhole, known }: Match<Named>) =>
    known.length * 4 + Number(isSure) * 2 + Number(isWhole);
  const asking = matches
    .filter(({ command, rest }) => command.name && rest !== "")
    .toSorted((one, other) => toRank(other) - toRank(one));
  const [best] = asking;
  if (!best) return null;
  const names = asking
    .filter((one) => one.rest === best.rest && toRank(one) === toRank(best))
    .flatMap(({ command }) => command.name ?? []);
  const preset = names.includes("changeRole") ? readRole(best.said, roles, [...filler]) : null;
  if (preset?.rest === "") return null;
  if (preset)
    return { names: ["changeRole"], name: preset.rest, pair: null, role: preset.role, isWhole: best.isWhole };
  const isPaired = names.some((name) => pairKinds[name]);
  const both = isPaired ? readPair(best.said, isAlike(text, links), links) : null;
  const only = both && findOnlyNamed(both, anyone, links.articles);
  const pair = only === null ? both : null;
  const isHalf = !both && isOnlyFrom(best.said, links);
  return {
    names: isHalf ? names.filter((name) => name !== "copyAccess") : names,
    name: only ?? best.rest,
    pair,
    role: null,
    isWhole: best.isWhole,
  };
}

/** Of "someone to checkout", the one that is named. */
function findOnlyNamed(
  { from, to }: Pair,
  anyone: readonly string[],
  articles: readonly string[],
): string | null {
  const isUnnamed = (name: string) => {
    const words = name.split(" ").map(fold);
    const rest = words.filter((word) => !anyone.includes(word));
    return rest.length < words.length && rest.every((word) => articles.includes(word));
  };
  if (isUnnamed(from)) return to;
  return isUnnamed(to) ? from : null;
}

export const kindsOf = (names: readonly ObjectOperationName[]) => [...new Set(names.map(kindOf))];
/** Groups of words that say the same, each after a semicolon. */
export const toSynonyms = (groups: string) => groups.split(";").map(toFoldedList);
export const toFoldedList = (words: string) => words.split(",").map((word) => fold(word.trim()));
