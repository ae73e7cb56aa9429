"use client";

import { useTranslations } from "next-intl";
import type { Command, Entry, EntryGroup, PaletteContent } from "./entry";
import { fold, type Match } from "./find-commands";
import { putRecentFirst, useRecent } from "./recent";
import { useAsked } from "./use-asked";
import { useCommands } from "./use-commands";
import { useHitEntries, useRecentHits } from "./use-hit-entries";
import { useLocalEntries } from "./use-local-entries";
import { useMonthEntries } from "./use-month-entries";
import { useReportEntries } from "./use-report-entries";
import { useTypedEntries } from "./use-typed-entries";

type Options = PaletteContent & { text: string };

/** Of what only resembles the text, people can see at a glance only a few. */
const maxResembling = 3;

export function useEntryGroups({ text, operations, objectOperations, person }: Options) {
  const recent = useRecent(person);
  const t = useTranslations("palette");
  const local = useLocalEntries(operations);
  const { all, find } = useCommands(local, objectOperations);
  const reports = useReportEntries();
  const recentHits = useRecentHits(recent, objectOperations);
  const { hits, ...search } = useHitEntries(text, objectOperations);
  const matches = find(text);
  const asked = useAsked(text, matches, objectOperations);
  const ofMonth = useMonthEntries(text, matches);
  const begun = [...useTypedEntries(text, matches), ...ofMonth.operations];
  const isTyped = text.trim() !== "";
  const isLoading = search.isLoading || asked.isLoading || recentHits.isLoading;
  const { error, refetch } = asked.error && !search.error ? asked : search;

  const found: EntryGroup[] = [
    { name: "members", entries: putRecentFirst(hits.members, recent) },
    { name: "workspaces", entries: putRecentFirst(hits.workspaces, recent) },
    { name: "keys", entries: putRecentFirst(hits.keys, recent) },
  ];
  const isFound = found.some(({ entries }) => entries.length > 0);
  const phrases = reports.read(text);
  const read = phrases.length > 0 ? phrases : ofMonth.reports;
  const hasMore = isFound || asked.isAsked || begun.length > 0 || read.length > 0;
  const { commands, isSure } = choose(matches, hasMore);
  // A name or a phrase may begin with the words of a page.
  const isCalledSo = matches.some(({ command }) => fold(command.label) === fold(text.trim()));
  const isWhole = !isCalledSo && (begun.length > 0 || asked.isWhole);
  const shown = toGroups(commands, isWhole ? [] : asked.entries, recent);
  const typed = [{ name: "reports" as const, entries: read }, ...shown];
  const first: EntryGroup = { name: "operations", entries: isWhole ? [...begun, ...asked.entries] : [] };
  const recall = (value: string) =>
    [...all, ...recentHits.entries].find((entry) => entry.value === value) ?? reports.recall(value);
  const offered = local.operations.filter(({ isAsked }) => !isAsked);
  const untyped: EntryGroup[] = [
    { name: "recent", entries: recent.flatMap((value) => recall(value) ?? []) },
    { name: "pages", entries: without(local.pages, recent) },
    { name: "operations", entries: without(offered, recent) },
  ];
  const listed = isTyped ? [first, ...(isSure ? [...typed, ...found] : [...found, ...typed])] : untyped;
  // All at once, so that nothing moves when the names of recent ones arrive.
  const groups = !isTyped && recentHits.isLoading ? [] : join(listed);
  const top = shown.find(({ entries }) => entries.length > 0)?.entries[0];
  const example = commands.find(({ command }) => command === top)?.command.example;
  const hint = example && t("hint", { example: t(`examples.${example}`) });
  const notes = hint && begun.length === 0 ? [hint] : groups.length === 0 && !isLoading ? asked.notes : [];
  return { groups, notes, isLoading, error, refetch };
}

/** What the text says in full; else what has a typo; else, if nothing else fits, what has some of its words. */
function choose(matches: readonly Match<Command>[], isFound: boolean) {
  const whole = matches.filter(({ rest }) => rest === "");
  const sure = whole.filter((match) => match.isSure);
  const isMostlyKnown = ({ known, rest }: Match<Command>) => known.length > rest.split(" ").length;
  const isBegun = ({ command, rest }: Match<Command>) =>
    command.label.split(" ").some((word) => fold(word).startsWith(fold(rest)));
  const resembling = isFound
    ? []
    : matches.filter((match) => match.isSure && (isMostlyKnown(match) || isBegun(match)));
  const chosen = sure.length > 0 ? sure : whole.length > 0 ? whole : resembling.slice(0, maxResembling);
  return { commands: chosen, isSure: sure.length > 0 };
}

/** Pages are first, unless another word for one of them was typed and an action fits better. */
function toGroups(commands: readonly Match<Command>[], asked: readonly Entry[], recent: readonly string[]) {
  const toGroup = (name: Command["group"]): EntryGroup => {
    const own = commands.flatMap(({ command }) => (command.group === name ? [command] : []));
    const entries = putRecentFirst(own, recent);
    return { name, entries: name === "operations" ? [...entries, ...asked] : entries };
  };
  const groups = [toGroup("pages"), toGroup("operations")];
  const hasPage = commands.some(({ command, isNamed }) => command.group === "pages" && isNamed);
  return hasPage || commands[0]?.command.group === "pages" ? groups : groups.toReversed();
}

/** A group that is there twice has its entries where it is first. */
function join(groups: readonly EntryGroup[]): EntryGroup[] {
  const names = groups.flatMap(({ name, entries }) => (entries.length > 0 ? [name] : []));
  return [...new Set(names)].map((name) => ({
    name,
    entries: groups.flatMap((group) => (group.name === name ? group.entries : [])),
  }));
}

function without(entries: readonly Entry[], values: readonly string[]): readonly Entry[] {
  return entries.filter(({ value }) => !values.includes(value));
}
