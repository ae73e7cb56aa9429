"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { useWrite } from "@/components/shell/use-write";
import { copyAccess } from "@/lib/workspaces/actions";
import type { CopyAccessInput } from "@/lib/workspaces/change-schema";

/** One run, whose page is shown. */
export function useCopyAccess(onClose: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  const invalidate = useInvalidateWorkspaces();
  return useWrite({
    write: (send, copy: CopyAccessInput) => send(copyAccess, copy),
    onSuccess: ({ runId }) => {
      router.push(`/bulk/${runId}`);
      onClose();
    },
    onSettled: () => {
      invalidate();
      for (const noun of ["bulk", "members"]) client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
