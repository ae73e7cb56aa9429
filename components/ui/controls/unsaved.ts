"use client";

import { useEffect } from "react";

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

export function discardUnsaved(): void {
  holders.clear();
}
