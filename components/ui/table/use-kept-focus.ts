"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

type Place = { row: Element; heading: HTMLElement | null };

/** Focus in a row that goes moves on to the next row, or to the list's heading, and is never lost to the page. */
export function useKeptFocus(region: RefObject<HTMLElement | null>, total: number) {
  const last = useRef<Place>(undefined);
  const isEmpty = total === 0;

  useEffect(() => {
    const box = region.current;
    if (!box || isEmpty) return;
    const note = ({ target }: FocusEvent) => {
      const row = target instanceof Element && target.closest("tbody tr[aria-rowindex]");
      last.current = row ? { row, heading: findHeading(box) } : undefined;
    };
    box.addEventListener("focusin", note);
    return () => box.removeEventListener("focusin", note);
  }, [region, isEmpty]);

  // After each rendering, because a dialog returns focus to a row that may have gone while it was open.
  useLayoutEffect(() => {
    if (!last.current || !isLost(last.current)) return;
    const next = isEmpty ? last.current.heading : findRow(region.current, last.current.row, total);
    last.current = undefined;
    take(next);
  });

  // Some pages show something else in place of a list that is empty.
  useLayoutEffect(
    () => () => {
      const place = last.current;
      if (place)
        requestAnimationFrame(() => {
          if (isLost(place)) take(place.heading);
        });
    },
    [],
  );
}

function isLost({ row }: Place): boolean {
  return !row.isConnected && (document.activeElement === document.body || document.activeElement === null);
}

/** The row that took the other's place. There is none if the list was scrolled away from it. */
function findRow(box: HTMLElement | null, gone: Element, total: number): HTMLElement | null {
  const index = Math.min(Number(gone.getAttribute("aria-rowindex")), total + 1); // The header is the first.
  return box?.querySelector<HTMLElement>(`tbody tr[aria-rowindex="${index}"]`) ?? null;
}

function findHeading(box: HTMLElement): HTMLElement | null {
  const id = box.parentElement?.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby");
  return document.getElementById(id ?? "") ?? document.querySelector<HTMLElement>("main h1");
}

function take(next: HTMLElement | null) {
  if (!next?.isConnected) return;
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
}
