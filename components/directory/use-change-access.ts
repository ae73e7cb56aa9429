"use client";

import { useQueryClient } from "@tanstack/react-query";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { applyAccess } from "@/lib/access/actions";
import type { Change } from "@/lib/access/change-schema";
import { useInvalidateWorkspaces } from "./use-invalidate-workspaces";

/** One run of memberships, each of which states the role that the person saw. */
export function useChangeAccess(onStarted: () => void) {
  const client = useQueryClient();
  const refresh = useInvalidateWorkspaces();
  return useWrite<readonly Change[], { runId: string }>({
    write: (send, changes) => send(applyAccess, { changes: [...changes] }),
    isRepeatable: true,
    onSuccess: ({ runId }) => {
      showRun(runId);
      onStarted();
    },
    onSettled: () => {
      refresh();
      client.invalidateQueries({ queryKey: ["bulk"] });
    },
  });
}
