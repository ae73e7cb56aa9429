"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { inviteMany } from "@/lib/invites/actions";
import type { ImportInput } from "@/lib/invites/schema";

export function useSendImport() {
  const router = useRouter();
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useWrite({
    write: (send, input: ImportInput) => send(inviteMany, input),
    onSuccess: ({ runId }) => router.push(`/bulk/${runId}`),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      for (const noun of ["invites", "audit", "bulk"]) client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
