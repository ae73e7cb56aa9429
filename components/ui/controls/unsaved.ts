"use client";

import { useEffect } from "react";

const holders = new Set<symbol>();
let hasForms = false;
let listener: (() => void) | undefined;

/** For whatever holds input that could be lost, from when it is shown. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    hasForms = true;
    listener?.();
  }, []);
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

/** Called once there is something that can hold input. Returns a function that ends this. */
export function onForms(given: () => void): () => void {
  listener = given;
  if (hasForms) given();
  return () => {
    listener = undefined;
  };
}

export function discardUnsaved(): void {
  holders.clear();
}
