"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { inviteMany } from "@/lib/directory/invites/actions";
import type { ImportInput } from "@/lib/directory/invites/schema";

/** The list of invites shows what becomes of them. */
export function useSendImport() {
  const router = useRouter();
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useWrite({
    write: (send, input: ImportInput) => send(inviteMany, input),
    onSuccess: ({ runId }) => {
      showRun(runId);
      router.push("/invites");
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      for (const noun of ["invites", "audit", "bulk"]) client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
