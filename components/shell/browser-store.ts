"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
/** Texts that the browser refused to store, kept until the page is left. */
const ofThisPage = new Map<string, string>();

/** Null if nothing is kept. */
export function readKept(key: string): string | null {
  const own = ofThisPage.get(key);
  if (own !== undefined) return own;
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null; // Browsers that block storage throw.
  }
}

/** Keeps a text in the browser or, if storage is blocked or full, until the page is left. */
export function keep(key: string, text: string): void {
  try {
    window.localStorage.setItem(key, text);
    ofThisPage.delete(key);
  } catch {
    ofThisPage.set(key, text);
  }
  for (const listen of listeners) listen();
}

/** What this browser keeps; null on the server and while hydrating. */
export function useKept(key: string): string | null {
  return useSyncExternalStore(
    subscribe,
    () => readKept(key),
    () => null,
  );
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  window.addEventListener("storage", listen); // Other tabs.
  return () => {
    listeners.delete(listen);
    window.removeEventListener("storage", listen);
  };
}
