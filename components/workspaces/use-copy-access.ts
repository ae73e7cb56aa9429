"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { copyAccess } from "@/lib/workspaces/actions";
import type { CopyAccessInput } from "@/lib/workspaces/change-schema";

/** One run. */
export function useCopyAccess(onClose: () => void) {
  const client = useQueryClient();
  const invalidate = useInvalidateWorkspaces();
  return useWrite({
    write: (send, copy: CopyAccessInput) => send(copyAccess, copy),
    onSuccess: ({ runId }) => {
      showRun(runId);
      onClose();
    },
    onSettled: () => {
      invalidate();
      for (const noun of ["bulk", "members"]) client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
