"use client";

import { createContext, useContext } from "react";
import type { KeyRow } from "@/lib/directory/keys/schema";

/** Several keys are stopped by one run. */
export type DeactivateKeys = (keys: readonly Pick<KeyRow, "id" | "name" | "status">[]) => void;

export const KeyDeactivationContext = createContext<DeactivateKeys | null>(null);

/** The dialog belongs to the keys feature, so the page wraps `KeyDeactivation` around whatever uses it. */
export function useKeyDeactivation(): DeactivateKeys {
  const deactivate = useContext(KeyDeactivationContext);
  if (!deactivate) throw new Error("KeyDeactivation is missing above");
  return deactivate;
}
