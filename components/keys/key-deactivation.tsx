"use client";

import type { ReactNode } from "react";
import { KeyDeactivationContext } from "@/components/directory/key-deactivation";
import { useKeyActs } from "./use-key-acts";

/** Lets what is inside ask to deactivate a key. */
export function KeyDeactivation({ children }: { children: ReactNode }) {
  const { askToDeactivate, dialogs } = useKeyActs();
  return (
    <KeyDeactivationContext value={askToDeactivate}>
      {children}
      {dialogs}
    </KeyDeactivationContext>
  );
}
