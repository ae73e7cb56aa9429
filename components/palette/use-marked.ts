"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";

const moves: ReadonlySet<string> = new Set(["ArrowDown", "ArrowUp", "Home", "End"]);

/** Marks the first entry, also when better ones arrive, until the person moves. What is held stays marked until then. */
export function useMarked(first = "") {
  const [value, setValue] = useState(first);
  const [seen, setSeen] = useState(first);
  const [hasMoved, setMoved] = useState(false);
  const isHeld = useRef(false);
  if (first !== seen) {
    setSeen(first);
    if (!hasMoved) setValue(first);
  }
  return {
    value,
    // The list marks its first entry whenever the text changes.
    onMark: (next: string) => {
      if (!isHeld.current) setValue(next);
    },
    onMove: (event: KeyboardEvent | PointerEvent) => {
      if ("key" in event && !moves.has(event.key)) return;
      isHeld.current = false;
      setMoved(true);
    },
    hold: (next: string) => {
      isHeld.current = true;
      setMoved(true);
      setValue(next);
    },
    reset: () => {
      isHeld.current = false;
      setMoved(false);
    },
  };
}
