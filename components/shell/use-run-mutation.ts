"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/overlay/toast-store";
import { approveBulk, cancelBulk, declineBulk, retryBulk, startProposed } from "@/lib/core/bulk/actions";
import { toFailure, useFailureToast } from "./failure";
import type { Send } from "./submits";
import { useWrite } from "./use-write";

const operations = {
  start: (send: Send, runId: string) => send(startProposed, { runId }),
  cancel: (send: Send, runId: string) => send(cancelBulk, { runId }),
  approve: (send: Send, runId: string) => send(approveBulk, { runId }),
  decline: (send: Send, runId: string) => send(declineBulk, { runId }),
  retryFailed: (send: Send, runId: string) => send(retryBulk, { runId, rows: "failed" }),
  retryCancelled: (send: Send, runId: string) => send(retryBulk, { runId, rows: "cancelled" }),
};
type RunOperation = keyof typeof operations;

/** `isShown`: the run's own toast says what happens. */
export function useRunMutation(runId: string, { isShown = false } = {}) {
  const t = useTranslations("bulk.did");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const { mutate, isPending } = useWrite<RunOperation>({
    write: (send, operation) => operations[operation](send, runId),
    onSuccess: (_, operation) => !isShown && toast(t(operation)),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      client.invalidateQueries({ queryKey: ["bulk"] });
      client.invalidateQueries({ queryKey: ["audit"] });
    },
  });
  return { perform: mutate, isPending };
}
