"use client";

import { useKeyOperations } from "./use-key-operations";
import type { KeyTarget } from "./use-key-status-mutation";

/** Asks at once whether a key shall stop. */
export function AskedDeactivation({ target }: { target: KeyTarget }) {
  return useKeyOperations({ operation: "deactivate", target }).dialogs;
}
