"use client";

import { type KeyboardEvent, useState } from "react";
import { type Entry, type EntryGroup, hasOperations, type ObjectEntry } from "./entry";
import { createFinder } from "./find-commands";
import { useToOperationEntries } from "./use-operation-entries";

type Steps = { enter: (entry: ObjectEntry) => void; leave: () => void };

/** Of an object, what can be done with it is listed until the person goes back to what they had typed. */
export function useSubject(text: string, onText: (text: string) => void) {
  const [subject, setSubject] = useState<{ entry: ObjectEntry; before: string }>();
  const toOperations = useToOperationEntries();

  function enter(entry: ObjectEntry): void {
    setSubject({ entry, before: text });
    onText("");
  }

  function leave(): void {
    setSubject(undefined);
    onText(subject?.before ?? text);
  }

  /** What the key does to what is listed, if anything. */
  function toStep(event: KeyboardEvent, marked: Entry | undefined): ((steps: Steps) => void) | null {
    if (event.nativeEvent.isComposing) return null;
    if (!subject && isForward(event) && hasOperations(marked)) return ({ enter }) => enter(marked);
    return subject && isBack(event, text) ? ({ leave }) => leave() : null;
  }

  function listGroups({ entry }: { entry: ObjectEntry }): EntryGroup[] {
    const all = toOperations(entry);
    const find = createFinder(all, { filler: new Set(), nouns: [] });
    const entries = text.trim() ? find(text).map(({ command }) => command) : all;
    return entries.length > 0 ? [{ name: "operations", entries }] : [];
  }

  return { entry: subject?.entry, groups: subject && listGroups(subject), enter, leave, toStep };
}

/** At the end of the text, where the key has nowhere to go. */
function isForward({ key, target, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const hasModifier = shiftKey || ctrlKey || metaKey || altKey;
  return (
    key === "ArrowRight" &&
    !hasModifier &&
    target instanceof HTMLInputElement &&
    target.selectionStart === target.value.length
  );
}

function isBack({ key }: KeyboardEvent, text: string): boolean {
  return key === "Escape" || (text === "" && (key === "Backspace" || key === "ArrowLeft"));
}
