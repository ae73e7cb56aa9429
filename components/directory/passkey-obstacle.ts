"use client";

import { useSyncExternalStore } from "react";

/** Why no passkey can be used on this page: it came without HTTPS, by an IP address, or the browser knows none. */
export type Obstacle = "insecure" | "address" | "browser";

const ipAddress = /^(\[.*\]|\d{1,3}(\.\d{1,3}){3})$/;

/** null where passkeys work, and until the page runs in a browser. */
export function useObstacle(): Obstacle | null {
  return useSyncExternalStore(noChange, findObstacle, () => null);
}

function findObstacle(): Obstacle | null {
  if (!window.isSecureContext) return "insecure";
  if (ipAddress.test(window.location.hostname)) return "address";
  return typeof window.PublicKeyCredential === "function" ? null : "browser";
}

/** What a page is served by stays the same for as long as it is open. */
function noChange(): () => void {
  return () => undefined;
}
