"use client";

import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { type Place, toGridStep } from "./to-grid-step";
import { cellSize } from "./use-grid-window";

type Options = {
  rows: number;
  columns: number;
  listKey: string | undefined;
  onEnter: (at: Place) => void;
};

/** The grid keeps focus and names its active cell, so that focus survives the cells that scroll away. */
export function useGrid(region: RefObject<HTMLElement | null>, { rows, columns, listKey, onEnter }: Options) {
  const id = useId();
  const [chosen, setActive] = useState<Place>({ row: 0, column: 0 });
  const { bring, countPageRows } = useGridScroll(region, listKey);
  // A list that became shorter or narrower moves it.
  const active = { row: Math.min(chosen.row, rows - 1), column: Math.min(chosen.column, columns - 1) };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== region.current || event.altKey || event.shiftKey) return;
    if (event.key === "Enter" || event.key === "F2" || event.key === " ") {
      event.preventDefault();
      return onEnter(active);
    }
    const next = toGridStep(event, active, { rows, columns, pageRows: countPageRows() });
    if (!next) return;
    event.preventDefault();
    setActive(next);
    bring(next);
  };
  const toId = (row: number, column: number) => `${id}-${row}-${column}`;
  return {
    id,
    active,
    setActive,
    toId,
    attributes: {
      role: "grid",
      tabIndex: 0,
      onKeyDown,
      "aria-rowcount": rows + 1,
      "aria-colcount": columns + 1,
      "aria-activedescendant": toId(active.row, active.column),
    },
    isActive: (row: number, column: number) => row === active.row && column === active.column,
  };
}
export type Grid = ReturnType<typeof useGrid>;

/** Brings cells into view, and shows a new list from its top. */
function useGridScroll(region: RefObject<HTMLElement | null>, listKey: string | undefined) {
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
