"use client";

import { type AskedWrites, useEachAsked } from "@/components/shell/use-asked-writes";
import type { KeyOperation } from "@/lib/directory/keys/vocabulary";
import { useKeyOperations } from "./use-key-operations";
import type { KeyTarget } from "./use-key-status-mutation";

export type AskedOperation = { operation: KeyOperation; target: KeyTarget };

export function AskedOperations({ asked }: { asked: AskedWrites<AskedOperation> }) {
  const { run, dialogs } = useKeyOperations();
  useEachAsked(asked, ({ operation, target }) => run(operation, target));
  return dialogs;
}
