"use client";

import { type KeyboardEvent, useState } from "react";
import { type Entry, type EntryGroup, hasOperations, type ObjectEntry } from "./entry";
import { rankEntries } from "./rank-entries";
import { useToOperationEntries } from "./use-operation-entries";

/** Of an object, what can be done with it is listed until the person goes back to what they had typed. */
export function useSubject(text: string, onText: (text: string) => void) {
  const [subject, setSubject] = useState<{ entry: ObjectEntry; before: string }>();
  const toOperations = useToOperationEntries();

  /** Whether the key changed what is listed. */
  function onKeyDown(event: KeyboardEvent, marked: Entry | undefined): boolean {
    if (event.nativeEvent.isComposing) return false;
    if (!subject && isForward(event) && hasOperations(marked)) {
      setSubject({ entry: marked, before: text });
      onText("");
    } else if (subject && isBack(event, text)) {
      setSubject(undefined);
      onText(subject.before);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation(); // Escape would close the dialog.
    return true;
  }

  function listGroups({ entry }: { entry: ObjectEntry }): EntryGroup[] {
    const all = toOperations(entry);
    const entries = text.trim() ? rankEntries(all, text, []) : all;
    return entries.length > 0 ? [{ name: "operations", entries }] : [];
  }

  return { entry: subject?.entry, groups: subject && listGroups(subject), onKeyDown };
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
