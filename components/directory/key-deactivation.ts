"use client";

import { createContext, useContext } from "react";
import type { KeyRow } from "@/lib/keys/schema";

/** Asks whether a key shall be deactivated, with what it still does, and does it. */
export type DeactivateKey = (key: Pick<KeyRow, "id" | "name" | "status">) => void;

export const KeyDeactivationContext = createContext<DeactivateKey | null>(null);

/** The dialog belongs to the keys; the page puts `KeyDeactivation` around those who ask. */
export function useKeyDeactivation(): DeactivateKey {
  const deactivate = useContext(KeyDeactivationContext);
  if (!deactivate) throw new Error("KeyDeactivation is missing above");
  return deactivate;
}
