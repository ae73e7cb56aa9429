"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import type { DecisionKeys } from "./decision-keys";

const afterGMs = 1_500;

let keys: typeof import("./decision-keys") | undefined;

/** Loaded once something has the focus, which most of the keys are about. */
async function load(): Promise<void> {
  keys = await import("./decision-keys");
}

/** Decides about the row that has focus, adds a note, undoes, goes to the next open row, and submits. `j` moves as in every list. */
export function useDecisionKeys(isOn: boolean, given: DecisionKeys): void {
  const gAt = useRef(Number.NEGATIVE_INFINITY);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const isAfterG = event.timeStamp - gAt.current < afterGMs;
    gAt.current = event.key.toLowerCase() === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const press = isOn && !isAfterG ? keys?.findPress(event, given) : undefined;
    if (!press) return;
    event.preventDefault();
    press();
  });
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    // Before the keys of every list, of which K moves up.
    window.addEventListener("keydown", (event) => onKeyDown(event), { signal, capture: true });
    window.addEventListener("focusin", () => load().catch(ignore), { signal, once: true });
    return () => end.abort();
  }, []);
}

/** Only keys move the focus on, so that there is nothing to do before they are loaded. */
export function focusAfter(rows: readonly ReviewRow[], row: ReviewRow): void {
  keys?.focusAfter(rows, row);
}

function ignore(): void {}
