"use client";

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";

/** In pixels, as the style sheet has them, too. */
export const cellSize = { width: 127, height: 44 };
const overscan = { rows: 6, columns: 3 };
/** Used for server rendering, before anything is measured. */
const firstView = { row: 0, rows: 16, column: 0, columns: 10 };

type Size = { rows: number; columns: number; start: number };
export type GridWindow = { rows: number[]; columns: number[] };

/** Which rows and columns are in view, with a few around them. */
export function useGridWindow(
  region: RefObject<HTMLElement | null>,
  { rows, columns, start }: Size,
  onVisibleRange: ((first: number, last: number) => void) | undefined,
): GridWindow {
  const [view, setView] = useState({ ...firstView, row: start });
  const isEmpty = rows === 0 || columns === 0;

  const isStarted = useRef(false);

  useLayoutEffect(() => {
    const box = region.current;
    if (!box || isEmpty) return;
    if (!isStarted.current) box.scrollTop = start * cellSize.height;
    isStarted.current = true;
    const look = () => {
      const next = {
        row: Math.floor(box.scrollTop / cellSize.height),
        rows: Math.ceil(box.clientHeight / cellSize.height),
        column: Math.floor(box.scrollLeft / cellSize.width),
        columns: Math.ceil(box.clientWidth / cellSize.width),
      };
      setView((known) => (isSame(known, next) ? known : next));
    };
    const observer = new ResizeObserver(look);
    observer.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [region, isEmpty, start]);

  const first = Math.max(0, Math.min(view.row, rows - 1));
  const last = Math.max(0, Math.min(rows - 1, view.row + view.rows));
  const tell = useEffectEvent(() => {
    if (!isEmpty) onVisibleRange?.(first, last);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: reports changed rows only, not a changed callback.
  useEffect(() => tell(), [first, last, isEmpty]);

  return {
    rows: toIndexes(first - overscan.rows, last + overscan.rows, rows),
    columns: toIndexes(
      view.column - overscan.columns,
      view.column + view.columns + overscan.columns,
      columns,
    ),
  };
}

type View = typeof firstView;

function isSame(one: View, other: View): boolean {
  return (
    one.row === other.row &&
    one.rows === other.rows &&
    one.column === other.column &&
    one.columns === other.columns
  );
}

function toIndexes(from: number, to: number, count: number): number[] {
  const first = Math.max(0, Math.min(from, count - 1));
  const last = Math.min(count - 1, to);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
