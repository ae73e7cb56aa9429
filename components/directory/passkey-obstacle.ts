"use client";

import { useSyncExternalStore } from "react";

/** Why passkeys can't be used on this page. */
export type Obstacle = "insecure" | "address" | "browser";

const ipAddress = /^(\[.*\]|\d{1,3}(\.\d{1,3}){3})$/;

export function useObstacle(): Obstacle | null {
  return useSyncExternalStore(noChange, findObstacle, () => null);
}

function findObstacle(): Obstacle | null {
  if (!window.isSecureContext) return "insecure";
  if (ipAddress.test(window.location.hostname)) return "address";
  return typeof window.PublicKeyCredential === "function" ? null : "browser";
}

/** The page's origin can't change while it is open. */
function noChange(): () => void {
  return () => undefined;
}
