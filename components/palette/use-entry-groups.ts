"use client";

import type { Entry, EntryGroup, PaletteContent } from "./entry";
import { putRecentFirst, rankEntries } from "./rank-entries";
import { useRecent } from "./recent";
import { useHitEntries, useRecentHits } from "./use-hit-entries";
import { useLocalEntries } from "./use-local-entries";
import { useReportEntries } from "./use-report-entries";

type Options = PaletteContent & { text: string };

export function useEntryGroups({ text, pages, operations, person }: Options) {
  const recent = useRecent(person);
  const local = useLocalEntries(pages, operations);
  const reports = useReportEntries(pages);
  const recentHits = useRecentHits(recent);
  const { hits, ...search } = useHitEntries(text);
  const isTyped = text.trim() !== "";
  const recall = (value: string) =>
    [...local.pages, ...local.operations, ...recentHits.entries].find((entry) => entry.value === value) ??
    reports.recall(value);
  const found: EntryGroup[] = isTyped
    ? [
        { name: "reports", entries: reports.read(text) },
        { name: "pages", entries: rankEntries(local.pages, text, recent) },
        { name: "operations", entries: rankEntries(local.operations, text, recent) },
        { name: "members", entries: putRecentFirst(hits.members, recent) },
        { name: "workspaces", entries: putRecentFirst(hits.workspaces, recent) },
        { name: "keys", entries: putRecentFirst(hits.keys, recent) },
      ]
    : [
        { name: "recent", entries: recent.flatMap((value) => recall(value) ?? []) },
        { name: "pages", entries: without(local.pages, recent) },
        { name: "operations", entries: without(local.operations, recent) },
      ];
  // All at once, so that nothing moves when the names of recent ones arrive.
  const groups = !isTyped && recentHits.isLoading ? [] : found.filter(({ entries }) => entries.length > 0);
  return { ...search, groups, isLoading: search.isLoading || recentHits.isLoading };
}

function without(entries: readonly Entry[], values: readonly string[]): readonly Entry[] {
  return entries.filter(({ value }) => !values.includes(value));
}
