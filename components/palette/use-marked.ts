"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";

const moves: ReadonlySet<string> = new Set(["ArrowDown", "ArrowUp", "Home", "End"]);

/** Marks the first entry, also when better ones arrive, until the person moves. */
export function useMarked(first = "") {
  const [value, setValue] = useState(first);
  const [seen, setSeen] = useState(first);
  const [hasMoved, setMoved] = useState(false);
  if (first !== seen) {
    setSeen(first);
    if (!hasMoved) setValue(first);
  }
  return {
    value,
    onMark: setValue,
    onMove: (event: KeyboardEvent | PointerEvent) => {
      if (!("key" in event) || moves.has(event.key)) setMoved(true);
    },
    reset: () => setMoved(false),
  };
}
