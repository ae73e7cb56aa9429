"use client";

import { useSyncExternalStore } from "react";

/** Macs have ⌘ where others have Ctrl. False on the server. */
export function useIsMac(): boolean {
  return useSyncExternalStore(subscribe, isMac, () => false);
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

function subscribe() {
  return () => {};
}
