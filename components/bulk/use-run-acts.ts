"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import type { Send } from "@/components/shell/submits";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { approveBulk, cancelBulk, declineBulk, retryBulk } from "@/lib/bulk/actions";

const acts = {
  cancel: (send: Send, runId: string) => send(cancelBulk, { runId }),
  approve: (send: Send, runId: string) => send(approveBulk, { runId }),
  decline: (send: Send, runId: string) => send(declineBulk, { runId }),
  retryFailed: (send: Send, runId: string) => send(retryBulk, { runId, rows: "failed" }),
  retryCancelled: (send: Send, runId: string) => send(retryBulk, { runId, rows: "cancelled" }),
};
type RunAct = keyof typeof acts;

export function useRunActs(runId: string) {
  const t = useTranslations("bulk.did");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const { mutate, isPending } = useWrite<RunAct>({
    write: (send, act) => acts[act](send, runId),
    onSuccess: (_, act) => toast(t(act)),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      client.invalidateQueries({ queryKey: ["bulk"] });
      client.invalidateQueries({ queryKey: ["audit"] });
    },
  });
  return { perform: mutate, isPending };
}
