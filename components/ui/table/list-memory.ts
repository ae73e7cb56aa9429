"use client";

/** What somebody left behind on a page, for when they come back to it. Kept as long as the tab doesn't load anew. */
const kept = new Map<string, unknown>();
let isComingBack = false;

if (typeof window !== "undefined") {
  window.addEventListener("popstate", () => {
    isComingBack = true;
  });
  for (const press of ["click", "keydown"])
    window.addEventListener(
      press,
      () => {
        isComingBack = false;
      },
      { capture: true },
    );
}

export function keepForReturn(key: string, what: unknown): void {
  kept.set(key, what);
}

/** Only for the browser's back and forward: a link that is pressed opens a page as new. */
export function recall(key: string): unknown {
  return isComingBack ? kept.get(key) : undefined;
}
