import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from "react";
import type { Plot } from "./plot-handle";
import { useSharedDay } from "./shared-day";

/** Columns side by side with their place on the screen, in pixels of the chart. */
export type Columns = {
  active: number;
  first: number;
  last: number;
  left: number;
  width: number;
  top: number;
  height: number;
  isRight: boolean;
  /** Whether they follow another chart, which announces the day itself. */
  isFollowing: boolean;
};

type Walk = { active: number; anchor: number };

/**
 * The column that the pointer or the arrow keys are on, or the one of the day that another chart of the page shows.
 * Dragging, or Shift with an arrow key, selects columns; releasing, or Enter, zooms to them.
 */
export function useColumns(
  days: readonly string[],
  plot: RefObject<Plot | null>,
  onZoom: ((first: number, last: number) => void) | undefined,
) {
  const count = days.length;
  const { walk, isFollowing, ...walking } = useWalk(days);
  const [isDragging, setIsDragging] = useState(false);
  const stop = () => {
    walking.stop();
    setIsDragging(false);
  };
  const zoom = ({ active, anchor }: Walk) => {
    stop();
    onZoom?.(Math.min(active, anchor), Math.max(active, anchor));
  };
  function onPointerDown(event: PointerEvent) {
    const at = toPlace(event, count, plot.current)?.index;
    if (at === undefined) return;
    walking.to({ active: at, anchor: at });
    if (onZoom === undefined || event.pointerType === "touch" || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setIsDragging(true);
  }
  function onPointerMove(event: PointerEvent) {
    const at = toPlace(event, count, plot.current)?.index;
    if (at === undefined) return;
    const anchor = isDragging && walk ? walk.anchor : at;
    if (isFollowing || at !== walk?.active || anchor !== walk.anchor) walking.to({ active: at, anchor });
  }
  function onPointerUp() {
    setIsDragging(false);
    if (isDragging && walk && walk.active !== walk.anchor) zoom(walk);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && walk && walk.active !== walk.anchor) return zoom(walk);
    const columns = toSteps(walk?.active, event.key, count);
    if (count === 0 || !Object.hasOwn(columns, event.key)) return;
    if (event.key !== "Escape") event.preventDefault();
    const active = columns[event.key];
    if (active === undefined) return stop();
    walking.to({ active, anchor: event.shiftKey && onZoom && walk ? walk.anchor : active });
  }
  // A finger leaves when it is lifted, but what it touched stays shown until something else is.
  const onPointerLeave = ({ pointerType }: PointerEvent) => pointerType !== "touch" && stop();
  const area = plot.current?.area;
  return {
    columns: walk && area ? { ...toColumns(walk, count, area), isFollowing } : undefined,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onKeyDown, onPointerLeave, onBlur: stop },
  };
}

/** Own steps, or the day that another chart is at. */
function useWalk(days: readonly string[]) {
  const shared = useSharedDay();
  const [walked, setWalked] = useState<Walk>();
  return {
    walk: shared.followed ? toFollowed(days, shared.followed.day) : walked,
    isFollowing: shared.followed !== undefined,
    to: (next: Walk) => {
      setWalked(next);
      shared.point(days[next.active]);
    },
    stop: () => {
      setWalked(undefined);
      shared.stop();
    },
  };
}

function toFollowed(days: readonly string[], day: string | undefined): Walk | undefined {
  const at = day === undefined ? -1 : days.indexOf(day);
  return at < 0 ? undefined : { active: at, anchor: at };
}

function toSteps(active: number | undefined, key: string, count: number): Record<string, number | undefined> {
  const at = active ?? (key === "ArrowLeft" ? count : -1);
  return {
    ArrowRight: Math.min(count - 1, at + 1),
    ArrowLeft: Math.max(0, at - 1),
    Home: 0,
    End: count - 1,
    Escape: undefined,
  };
}

function toColumns(
  { active, anchor }: Walk,
  count: number,
  area: Plot["area"],
): Omit<Columns, "isFollowing"> {
  const first = Math.min(active, anchor);
  const last = Math.max(active, anchor);
  const slot = area.width / count;
  return {
    active,
    first,
    last,
    left: area.x + first * slot,
    width: (last - first + 1) * slot,
    top: area.y,
    height: area.height,
    isRight: active >= count / 2,
  };
}

type Pointed = Pick<PointerEvent, "currentTarget" | "clientX" | "clientY">;

/** The column and the value at the pointer. */
export function toPlace({ currentTarget, clientX, clientY }: Pointed, count: number, plot: Plot | null) {
  if (!plot || count === 0) return null;
  const { left, top } = currentTarget.getBoundingClientRect();
  const index = Math.floor((count * (clientX - left - plot.area.x)) / plot.area.width);
  return { index: Math.min(count - 1, Math.max(0, index)), value: plot.toValue(clientY - top) };
}
