"use client";

import { type RefObject, useLayoutEffect } from "react";

/** Scrolls sideways to the columns that a list was opened for; of several that don't fit, to the last. */
export function useColumnsInView(
  region: RefObject<HTMLElement | null>,
  columns: readonly string[],
  isEmpty: boolean,
): void {
  const key = columns.join(" ");
  useLayoutEffect(() => {
    const box = region.current;
    if (!box || isEmpty || key === "") return;
    for (const id of key.split(" ")) reveal(box, id);
  }, [region, key, isEmpty]);
}

function reveal(box: HTMLElement, id: string): void {
  const heads = [...box.querySelectorAll("th")];
  const head = heads.find(({ dataset }) => dataset.column === id);
  const [first, last] = [heads[0], heads.at(-1)];
  if (!head || head === first || head === last) return;
  const start = head.offsetLeft - (first?.offsetWidth ?? 0);
  const isStuck = last !== undefined && getComputedStyle(last).right === "0px";
  const end = head.offsetLeft + head.offsetWidth + (isStuck ? last.offsetWidth : 0) - box.clientWidth;
  if (box.scrollLeft > start) box.scrollLeft = start;
  else if (box.scrollLeft < end) box.scrollLeft = end;
}
