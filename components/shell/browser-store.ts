"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** Null if nothing is kept, or if the browser keeps nothing. */
export function readKept(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null; // Browsers that block storage throw.
  }
}

export function keep(key: string, text: string): void {
  try {
    window.localStorage.setItem(key, text);
  } catch {
    return; // As above; or the storage is full.
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
