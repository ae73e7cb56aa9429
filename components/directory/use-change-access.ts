"use client";

import { useStartRun } from "@/components/shell/use-start-run";
import { applyAccess } from "@/lib/directory/access/actions";
import type { Change } from "@/lib/directory/access/change-schema";
import { touchedByAccess } from "./use-invalidate-workspaces";

/** One run of memberships, each of which states the role that the person saw. */
export function useChangeAccess(onStarted: () => void) {
  return useStartRun<readonly Change[]>({
    write: (send, changes) => send(applyAccess, { changes: [...changes] }),
    onStarted,
    touched: touchedByAccess,
    isRepeatable: true,
  });
}
