"use client";

import { usePathname } from "next/navigation";
import { type RefObject, useLayoutEffect } from "react";
import { keepForReturn, recall } from "./list-memory";
import { readTop, setTop } from "./row-scroll";

type Place = { top: number; rowIndex: string | null };

/** Back and forward find a list scrolled as it was, with focus on the row that had it. */
export function useReturn(
  region: RefObject<HTMLElement | null>,
  listKey: string | undefined,
  isEmpty: boolean,
) {
  const key = `place ${usePathname()}?${listKey ?? ""}`;
  useLayoutEffect(() => {
    const box = region.current;
    if (!box || isEmpty) return;
    // Sound: only this hook keeps anything under such a key.
    const place = recall(key) as Place | undefined;
    if (place) setTop(box, place.top);
    const frame = place?.rowIndex ? focusLater(box, place.rowIndex) : 0;
    return () => {
      cancelAnimationFrame(frame);
      const row = box.contains(document.activeElement) && document.activeElement?.closest("tr");
      const rowIndex = row ? row.getAttribute("aria-rowindex") : null;
      keepForReturn(key, { top: readTop(box), rowIndex } satisfies Place);
    };
  }, [region, key, isEmpty]);
}

/** The rows that are in view now are rendered in the next frame. */
function focusLater(box: HTMLElement, rowIndex: string): number {
  return requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      box.querySelector<HTMLElement>(`tbody tr[aria-rowindex="${rowIndex}"]`)?.focus({ preventScroll: true }),
    ),
  );
}
