"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { Place } from "./to-grid-step";
import { cellSize } from "./use-grid-window";

/** Brings cells into view, and shows a new list from its top. */
export function useGridScroll(region: RefObject<HTMLElement | null>, listKey: string | undefined) {
  const shown = useRef(listKey);
  useEffect(() => {
    if (shown.current === listKey) return;
    shown.current = listKey;
    region.current?.scrollTo({ top: 0 });
  }, [region, listKey]);
  return {
    countPageRows: () => {
      const height = region.current?.clientHeight ?? 0;
      return Math.max(1, Math.floor(height / cellSize.height) - 2);
    },
    bring: ({ row, column }: Place) => {
      const box = region.current;
      if (!box) return;
      const nameWidth = Number.parseInt(getComputedStyle(box).getPropertyValue("--name-width"), 10) || 0;
      const { width, height } = cellSize;
      box.scrollTo({
        top: toScroll(row, box.scrollTop, { size: height, view: box.clientHeight - height }),
        left: toScroll(column, box.scrollLeft, { size: width, view: box.clientWidth - nameWidth }),
      });
    },
  };
}

/** The least that shows all of a cell beside the heads; a head is always in view. */
function toScroll(index: number, now: number, { size, view }: { size: number; view: number }): number {
  if (index < 0) return now;
  const start = index * size;
  return Math.min(start, Math.max(now, start + size - view));
}
