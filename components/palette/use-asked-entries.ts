"use client";

import { type HitKind, maxHits } from "@/lib/palette/vocabulary";
import type { Entry, ObjectEntry } from "./entry";
import { hasAllWords } from "./has-all-words";
import { kindOf, type ObjectOperationName } from "./object-operations";
import { useHitEntries } from "./use-hit-entries";
import { useToAskedEntries, useToPairEntry } from "./use-operation-entries";
import { type Asked, useReadAsked } from "./use-read-asked";
import { useToRoleEntries } from "./use-role-entries";

type Allowed = readonly ObjectOperationName[];
/** A name of which nothing is found. */
export type Missing = { name: string; kind: HitKind | "any" };
type Found = Record<"all" | "sources" | "targets", readonly ObjectEntry[]>;

/**
 * For "replace checkout": replacing each key that is called "checkout". For "copy access from ada to bob": that, for everyone
 * whom the two names mean. First if an operation is said in full.
 */
export function useAskedEntries(text: string, allowed: Allowed) {
  const asked = useReadAsked(text, allowed);
  const { name, pair, halves } = asked;
  const all = useNamed(pair ? "" : name, allowed);
  const sources = useNamed((pair ?? halves)?.from ?? "", allowed);
  const targets = useNamed((pair ?? halves)?.to ?? "", allowed);
  const searches = [all, sources, targets];
  const found = { all: all.named, sources: sources.named, targets: targets.named };
  const entries = useToEntries()(asked, found);
  const failed = searches.find(({ error }) => error) ?? all;
  return {
    error: failed.error,
    refetch: failed.refetch,
    isLoading: searches.some(({ isLoading }) => isLoading),
    entries,
    isWhole: entries.length > 0 && asked.isWhole,
    isHalf: asked.isHalf,
    missing: entries.length === 0 && asked.isWhole ? listMissing(asked, found) : [],
  };
}

/** Only what is called like this: an operation that is offered for a stranger is done to them. */
function useNamed(name: string, allowed: Allowed) {
  const { hits, ...search } = useHitEntries(name, allowed);
  const named = Object.values(hits)
    .flat()
    .filter(({ searched }) => hasAllWords(searched, name));
  return { named, ...search };
}

function useToEntries(): (asked: Asked, found: Found) => Entry[] {
  const toAsked = useToAskedEntries();
  const toPairs = useToPairs();
  const toRoles = useToRoleEntries();
  return ({ names, pair, halves, isHalf, role }, { all, sources, targets }) => {
    if (pair) return toPairs(sources, targets);
    if (role) return toRoles(all, role);
    const entries = toAsked(
      all,
      names.filter((one) => !isHalf || one !== "copyAccess"),
    );
    if (entries.length > 0 || !halves) return entries;
    return [...toPairs(sources, targets), ...toPairs(targets, sources)].slice(0, maxHits);
  };
}

/** Where a name fits several people, the addresses tell them apart. */
function useToPairs(): (from: readonly ObjectEntry[], to: readonly ObjectEntry[]) => Entry[] {
  const toPairEntry = useToPairEntry();
  return (from, to) => {
    const sources = from.filter(canCopy);
    const targets = to.filter(canCopy);
    return targets
      .flatMap((target) => sources.map((source) => ({ source, target })))
      .filter(({ source, target }) => source.value !== target.value)
      .slice(0, maxHits)
      .map(({ source, target }) =>
        toPairEntry(source, target, [
          ...(sources.length > 1 ? [source.detail ?? ""] : []),
          ...(targets.length > 1 ? [target.detail ?? ""] : []),
        ]),
      );
  };
}

const canCopy = ({ operations }: ObjectEntry) => operations.includes("copyAccess");

/** Of two names, the one that is missing; of none, the whole name. */
function listMissing({ names, name, pair, halves }: Asked, { all, sources, targets }: Found): Missing[] {
  const kinds = [...new Set(names.map(kindOf))];
  const [kind = "any", ...others] = kinds;
  const isThere = (found: readonly ObjectEntry[]) =>
    found.some(({ value }) => kinds.some((one) => value.startsWith(`${one}:`)));
  const whole: Missing = { name, kind: others.length > 0 ? "any" : kind };
  const two = pair ?? halves;
  if (!two) return isThere(all) ? [] : [whole];
  const missing = [...(isThere(sources) ? [] : [two.from]), ...(isThere(targets) ? [] : [two.to])].map(
    (one): Missing => ({ name: one, kind: "member" }),
  );
  return halves && missing.length > 1 ? [whole] : missing;
}
