"use client";

import { type RefObject, useEffect } from "react";

/** The width of both borders in pixels. */
const borders = 2;

/** Tells the frame of a table which sides hide columns, and where the columns that stay begin and end. */
export function useEdges(region: RefObject<HTMLElement | null>, isEmpty: boolean): void {
  useEffect(() => {
    const box = region.current;
    const frame = box?.parentElement;
    const table = box?.firstElementChild;
    if (isEmpty || !(box && frame && table)) return;
    const look = () => {
      // A border, which forced colors add, hides nothing.
      const hidden = box.scrollWidth - box.clientWidth - borders;
      frame.toggleAttribute("data-more-start", hidden > 1 && box.scrollLeft > 1);
      frame.toggleAttribute("data-more-end", hidden > 1 && box.scrollLeft < hidden - 1);
    };
    const measure = () => {
      look();
      const heads = box.querySelectorAll<HTMLElement>("thead th, [role=columnheader]");
      const last = heads[heads.length - 1];
      const isStuck = last !== undefined && isAtEnd(getComputedStyle(last));
      frame.style.setProperty("--edge-start", `${heads[0]?.offsetWidth ?? 0}px`);
      frame.style.setProperty("--edge-end", `${(isStuck ? last.offsetWidth : 0) + toBarWidth(box)}px`);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    observer.observe(table);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [region, isEmpty]);
}

function isAtEnd({ position, right }: CSSStyleDeclaration): boolean {
  return position === "sticky" && right === "0px";
}

/** The width of the vertical scrollbar, where it takes room. */
function toBarWidth(box: HTMLElement): number {
  return box.offsetWidth - box.clientWidth;
}
