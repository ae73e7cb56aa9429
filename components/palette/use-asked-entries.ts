"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { assignableRoles } from "@/lib/directory/vocabulary";
import { maxHits } from "@/lib/palette/vocabulary";
import type { Entry, ObjectEntry } from "./entry";
import type { ObjectOperationName } from "./object-operations";
import { isAlike, isOnlyFrom, type PairLinks, readPair } from "./pair-phrase";
import { readRole } from "./role-phrase";
import { useHitEntries } from "./use-hit-entries";
import { toList, useOperationPhrase, useToAskedEntries, useToPairEntry } from "./use-operation-entries";
import { useToRoleEntries } from "./use-role-entries";

type Allowed = readonly ObjectOperationName[];

/**
 * For "replace checkout": replacing each key that "checkout" finds. For "copy access from ada to bob": that, for everyone
 * whom the two names find. First if an operation is said in full.
 */
export function useAskedEntries(text: string, allowed: Allowed) {
  const phrase = useOperationPhrase(allowed)(text);
  const links = useLinks();
  const copies = phrase?.names.includes("copyAccess") ?? false;
  const pair = phrase && copies ? readPair(phrase.said, isAlike(text, links), links) : null;
  const preset = useReadRole()(phrase);
  const isHalf = phrase !== null && copies && !pair && isOnlyFrom(phrase.said, links);
  const { hits: sources, ...sourceSearch } = useHitEntries(pair?.from ?? "", allowed);
  const { hits, ...search } = useHitEntries(pair?.to ?? preset?.rest ?? phrase?.rest ?? "", allowed);
  const toAsked = useToAskedEntries();
  const toPairs = useToPairs();
  const names = phrase?.names.filter((name) => !isHalf || name !== "copyAccess") ?? [];
  const toRoles = useToRoleEntries();
  const entries = pair
    ? toPairs(sources.members, hits.members)
    : preset
      ? toRoles(hits.members, preset.role)
      : toAsked(Object.values(hits).flat(), names);
  const failed = sourceSearch.error && !search.error ? sourceSearch : search;
  return {
    error: failed.error,
    refetch: failed.refetch,
    isLoading: search.isLoading || sourceSearch.isLoading,
    entries,
    isWhole: entries.length > 0 && (pair !== null || preset !== null || phrase?.isWhole === true),
  };
}

function useLinks(): PairLinks {
  const t = useTranslations("palette.words.pair");
  return useMemo(
    () => ({
      from: toList(t("from")),
      to: toList(t("to")),
      alike: toList(t("alike")),
      as: toList(t("as")),
      articles: toList(t("articles")),
    }),
    [t],
  );
}

/** For "change role ada to developer". */
function useReadRole() {
  const t = useTranslations("palette.words");
  const toName = useRoleName();
  // People who read another language know the API's names as well.
  const roles = assignableRoles.flatMap((role) =>
    [toName(role), role.replaceAll("_", " ")].map((name) => ({ role, name })),
  );
  const filler = [...toList(t("into")), ...toList(t("operationFiller"))];
  return (phrase: ReturnType<ReturnType<typeof useOperationPhrase>>) =>
    phrase?.names.includes("changeRole") ? readRole(phrase.said, roles, filler) : null;
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
