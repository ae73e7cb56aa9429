"use client";

import { type RefObject, useEffect, useState } from "react";

/** How many of a row's children wrap out of its first line. Those can't be reached until there is room again. */
export function useHiddenCount(row: RefObject<HTMLElement | null>, childCount: number): number {
  const [hidden, setHidden] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other children are measured again.
  useEffect(() => {
    const box = row.current;
    if (!box) return;
    const measure = () => {
      const children = [...box.children].filter((child) => child instanceof HTMLElement);
      const top = children[0]?.offsetTop ?? 0;
      const wrapped = children.filter((child) => child.offsetTop > top);
      for (const child of children) child.style.visibility = wrapped.includes(child) ? "hidden" : "";
      setHidden(wrapped.length);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, [row, childCount]);
  return hidden;
}
