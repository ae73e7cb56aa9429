"use client";

import { useEffect } from "react";

/** Everything on the page that holds input nobody has saved yet. */
const holders = new Set<symbol>();

export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const holder = Symbol();
    holders.add(holder);
    return () => {
      holders.delete(holder);
    };
  }, [isUnsaved]);
}

export function hasUnsaved(): boolean {
  return holders.size > 0;
}

/** For who has agreed to lose it. */
export function discardUnsaved(): void {
  holders.clear();
}
