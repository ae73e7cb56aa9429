"use client";

import { useEffect, useEffectEvent } from "react";
import { useSingleKeys } from "@/components/shell/single-keys";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { type Decision, decidableStates, decisions, listOffered } from "@/lib/governance/reviews/vocabulary";

type Options = {
  rows: readonly ReviewRow[];
  mayDecide: boolean;
  onDecide: (row: ReviewRow, decision: Decision) => void;
  onNote: (row: ReviewRow) => void;
};

/** 1, 2, and 3 decide about the focused row, and n adds a note; j and k move as in every list. */
export function useDecisionKeys({ rows, mayDecide, onDecide, onNote }: Options): void {
  const { areOn } = useSingleKeys();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const isFree = !(
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.repeat ||
      event.defaultPrevented
    );
    if (!(areOn && mayDecide && isFree)) return;
    const row = findFocused(rows);
    if (!row || !isDecidable(row)) return;
    const decision = decisions[Number(event.key) - 1];
    if (decision && !listOffered(row).includes(decision)) return;
    if (decision) onDecide(row, decision);
    else if (event.key.toLowerCase() === "n") onNote(row);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

export function isDecidable({ isSelf, state }: ReviewRow): boolean {
  return !isSelf && decidableStates.includes(state);
}

function findFocused(rows: readonly ReviewRow[]): ReviewRow | undefined {
  const focused = document.activeElement?.closest("main table tbody tr[aria-rowindex]");
  if (!focused || document.querySelector("dialog[open]")) return undefined;
  // The first row is the second of the table.
  return rows[Number(focused.getAttribute("aria-rowindex")) - 2];
}
