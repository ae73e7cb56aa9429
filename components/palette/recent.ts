"use client";

import { keep, readKept, useKept } from "@/components/shell/browser-store";

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
