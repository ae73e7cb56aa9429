"use client";

import { useEffect, useEffectEvent } from "react";
import type { PeekProps } from "./use-peek";

/** Arrows move through the rows, Enter opens the page, and Esc closes. What a key focuses is shown. */
export function usePeekKeys({ onClose, onRow, onOpen }: PeekProps): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isForOther(event) || !pressKey(event.key, { onClose, onOpen })) return;
    event.preventDefault();
  });
  const onFocus = useEffectEvent((target: EventTarget | null) => {
    if (target instanceof HTMLTableRowElement) onRow(target);
  });
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    let isPointing = false;
    const point = (event: Event) => {
      isPointing = event.type === "pointerdown";
    };
    for (const name of ["pointerdown", "pointerup", "pointercancel"])
      window.addEventListener(name, point, { signal, capture: true });
    // A press with the pointer focuses a row too; what it means is known only once it is a click.
    window.addEventListener("focusin", ({ target }) => !isPointing && onFocus(target), { signal });
    // Before the shortcuts of lists, for which Esc and Enter mean something else.
    window.addEventListener("keydown", (event) => onKeyDown(event), { signal, capture: true });
    return () => end.abort();
  }, []);
}

function isForOther(event: KeyboardEvent): boolean {
  const { target, ctrlKey, metaKey, altKey, shiftKey, isComposing, defaultPrevented } = event;
  if (ctrlKey || metaKey || altKey || shiftKey || isComposing || defaultPrevented) return true;
  if (target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, select'))
    return true;
  return document.querySelector("dialog[open], :popover-open") !== null;
}

function pressKey(key: string, { onClose, onOpen }: Pick<PeekProps, "onClose" | "onOpen">): boolean {
  if (key === "Escape") {
    onClose();
    return true;
  }
  const row = document.querySelector<HTMLElement>("main tr[aria-current]");
  const active = document.activeElement;
  // On a control, keys are for the control.
  const isFree = active === null || active === document.body || active.matches("main, main tr");
  if (!row || !isFree) return false;
  if (key === "Enter") onOpen(row);
  else if (key === "ArrowDown") focusRow(row.nextElementSibling);
  else if (key === "ArrowUp") focusRow(row.previousElementSibling);
  else return false;
  return true;
}

/** Rows that are out of sight are missing, with room for them instead. */
function focusRow(row: Element | null): void {
  if (!(row instanceof HTMLElement) || !row.hasAttribute("aria-rowindex")) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
