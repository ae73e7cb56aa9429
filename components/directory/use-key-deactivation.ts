"use client";

import { createContext, useContext } from "react";
import type { KeyRow } from "@/lib/keys/schema";

export type DeactivateKey = (key: Pick<KeyRow, "id" | "name" | "status">) => void;

export const KeyDeactivationContext = createContext<DeactivateKey | null>(null);

/** The dialog belongs to the keys feature, so the page wraps `KeyDeactivation` around whatever uses it. */
export function useKeyDeactivation(): DeactivateKey {
  const deactivate = useContext(KeyDeactivationContext);
  if (!deactivate) throw new Error("KeyDeactivation is missing above");
  return deactivate;
}
