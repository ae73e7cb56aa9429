"use client";

import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { type Place, toGridStep } from "./to-grid-step";
import { useGridScroll } from "./use-grid-scroll";

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
