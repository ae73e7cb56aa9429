"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import type { Send } from "@/components/shell/submits";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { approveBulk, cancelBulk, declineBulk, retryBulk } from "@/lib/bulk/actions";

const operations = {
  cancel: (send: Send, runId: string) => send(cancelBulk, { runId }),
  approve: (send: Send, runId: string) => send(approveBulk, { runId }),
  decline: (send: Send, runId: string) => send(declineBulk, { runId }),
  retryFailed: (send: Send, runId: string) => send(retryBulk, { runId, rows: "failed" }),
  retryCancelled: (send: Send, runId: string) => send(retryBulk, { runId, rows: "cancelled" }),
};
type RunOperation = keyof typeof operations;

export function useRunMutation(runId: string) {
  const t = useTranslations("bulk.did");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const { mutate, isPending } = useWrite<RunOperation>({
    write: (send, operation) => operations[operation](send, runId),
    onSuccess: (_, operation) => toast(t(operation)),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      client.invalidateQueries({ queryKey: ["bulk"] });
      client.invalidateQueries({ queryKey: ["audit"] });
    },
  });
  return { perform: mutate, isPending };
}
