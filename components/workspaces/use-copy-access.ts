"use client";

import { touchedByAccess } from "@/components/directory/use-invalidate-workspaces";
import { useStartRun } from "@/components/shell/use-start-run";
import { copyAccess } from "@/lib/workspaces/actions";
import type { CopyAccessInput } from "@/lib/workspaces/change-schema";

/** One run. */
export function useCopyAccess(onClose: () => void) {
  return useStartRun<CopyAccessInput>({
    write: (send, copy) => send(copyAccess, copy),
    onStarted: onClose,
    touched: touchedByAccess,
  });
}
