"use client";

import type { Entry, EntryGroup, PaletteContent } from "./entry";
import { putRecentFirst, rankEntries } from "./rank-entries";
import { useRecent } from "./recent";
import { useAskedEntries } from "./use-asked-entries";
import { useHitEntries, useRecentHits } from "./use-hit-entries";
import { useLocalEntries } from "./use-local-entries";
import { useHint, useToMissingText } from "./use-notes";
import { useReportEntries } from "./use-report-entries";
import { useTypedEntries } from "./use-typed-entries";

type Options = PaletteContent & { text: string };

export function useEntryGroups({ text, operations, objectOperations, person }: Options) {
  const recent = useRecent(person);
  const local = useLocalEntries(operations);
  const reports = useReportEntries();
  const recentHits = useRecentHits(recent, objectOperations);
  const { hits, ...search } = useHitEntries(text, objectOperations);
  const asked = useAskedEntries(text, objectOperations);
  const begun = useTypedEntries(text, { operations, objectOperations });
  const hint = useHint(asked.isHalf ? "" : text, { operations, objectOperations });
  const toMissingText = useToMissingText();
  const isWhole = begun.length > 0 || asked.isWhole;
  const isTyped = text.trim() !== "";
  const recall = (value: string) =>
    [...local.pages, ...local.operations, ...recentHits.entries].find((entry) => entry.value === value) ??
    reports.recall(value);
  const typed: EntryGroup[] = [
    { name: "reports", entries: reports.read(text) },
    { name: "pages", entries: rankEntries(local.pages, text, recent) },
    {
      name: "operations",
      entries: addAsked(rankEntries(local.operations, text, recent), [...begun, ...asked.entries], isWhole),
    },
    { name: "members", entries: putRecentFirst(hits.members, recent) },
    { name: "workspaces", entries: putRecentFirst(hits.workspaces, recent) },
    { name: "keys", entries: putRecentFirst(hits.keys, recent) },
  ];
  const untyped: EntryGroup[] = [
    { name: "recent", entries: recent.flatMap((value) => recall(value) ?? []) },
    { name: "pages", entries: without(local.pages, recent) },
    { name: "operations", entries: without(local.operations, recent) },
  ];
  const found = !isTyped ? untyped : isWhole ? putOperationsFirst(typed) : typed;
  // All at once, so that nothing moves when the names of recent ones arrive.
  const groups = !isTyped && recentHits.isLoading ? [] : found.filter(({ entries }) => entries.length > 0);
  const isLoading = search.isLoading || asked.isLoading || recentHits.isLoading;
  const { error, refetch } = asked.error && !search.error ? asked : search;
  const isFound =
    begun.length > 0 || typed.some(({ name, entries }) => name !== "pages" && entries.length > 0);
  const missing = isFound || isLoading ? [] : asked.missing.map(toMissingText);
  const notes = hint && (hint.isWhole || groups.length === 0) ? [hint.text] : missing;
  return { groups, notes, isLoading, error, refetch };
}

function addAsked(entries: readonly Entry[], asked: readonly Entry[], isWhole: boolean): readonly Entry[] {
  return isWhole ? [...asked, ...entries] : [...entries, ...asked];
}

function putOperationsFirst(groups: readonly EntryGroup[]): EntryGroup[] {
  return groups.toSorted(
    (one, other) => Number(other.name === "operations") - Number(one.name === "operations"),
  );
}

function without(entries: readonly Entry[], values: readonly string[]): readonly Entry[] {
  return entries.filter(({ value }) => !values.includes(value));
}
