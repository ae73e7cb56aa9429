import { defaultFilter } from "cmdk";
import { fold } from "@/lib/fold";
import type { Entry } from "./entry";

/** Below it, letters only happen to come in this order. */
const minScore = 0.1;

/** The entries that fit the text: recent ones first, then the best. */
export function rankEntries(
  entries: readonly Entry[],
  text: string,
  recent: readonly string[],
): readonly Entry[] {
  const searched = fold(text.trim());
  const ranked = entries.flatMap((entry) => {
    const { label, detail } = entry;
    const texts = detail ? [`${label} ${detail}`, `${detail} ${label}`] : [label];
    const score = Math.max(...texts.map((text) => defaultFilter(fold(text), searched) ?? 0));
    return score >= minScore ? [{ entry, score }] : [];
  });
  const byScore = ranked.toSorted((one, other) => other.score - one.score).map(({ entry }) => entry);
  return putRecentFirst(byScore, recent);
}

export function putRecentFirst(entries: readonly Entry[], recent: readonly string[]): readonly Entry[] {
  const toPlace = ({ value }: Entry) => {
    const place = recent.indexOf(value);
    return place === -1 ? recent.length : place;
  };
  return entries.toSorted((one, other) => toPlace(one) - toPlace(other));
}
