"use client";

import type { ReactNode } from "react";
import { KeyDeactivationContext } from "@/components/directory/use-key-deactivation";
import { useKeyOperations } from "./use-key-operations";

export function KeyDeactivation({ children }: { children: ReactNode }) {
  const { askToDeactivate, dialogs } = useKeyOperations();
  return (
    <KeyDeactivationContext value={askToDeactivate}>
      {children}
      {dialogs}
    </KeyDeactivationContext>
  );
}
