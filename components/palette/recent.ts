"use client";

import { keep, readKept, useKept } from "@/components/shell/browser-store";
import type { Entry } from "./entry";

const maxRecent = 6;

/** Only kinds and IDs are kept: names come from the server each time, if the person may still see them. */
const toKey = (person: string) => `castellan.recent.${person}`;

export function useRecent(person: string): readonly string[] {
  return toValues(useKept(toKey(person)));
}

export function addRecent(person: string, value: string): void {
  const before = toValues(readKept(toKey(person))).filter((one) => one !== value);
  keep(toKey(person), [value, ...before].slice(0, maxRecent).join("\n"));
}

function toValues(kept: string | null): string[] {
  return (kept ?? "").split("\n").filter(Boolean).slice(0, maxRecent);
}

export function putRecentFirst(entries: readonly Entry[], recent: readonly string[]): readonly Entry[] {
  const toPlace = ({ value }: Entry) => {
    const place = recent.indexOf(value);
    return place === -1 ? recent.length : place;
  };
  return entries.toSorted((one, other) => toPlace(one) - toPlace(other));
}
