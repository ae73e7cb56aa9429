"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { approveBulk, cancelBulk, declineBulk, retryBulk } from "@/lib/bulk/actions";
import { unwrap } from "@/lib/entry/unwrap";

const acts = {
  cancel: (runId: string) => cancelBulk({ runId }),
  approve: (runId: string) => approveBulk({ runId }),
  decline: (runId: string) => declineBulk({ runId }),
  retryFailed: (runId: string) => retryBulk({ runId, rows: "failed" }),
  retryCancelled: (runId: string) => retryBulk({ runId, rows: "cancelled" }),
};
type RunAct = keyof typeof acts;

export function useRunActs(runId: string) {
  const t = useTranslations("bulk.did");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const { mutate, isPending } = useMutation({
    mutationFn: async (act: RunAct) => unwrap(await acts[act](runId)),
    onSuccess: (_, act) => toast(t(act)),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      client.invalidateQueries({ queryKey: ["bulk"] });
      client.invalidateQueries({ queryKey: ["audit"] });
    },
  });
  return { perform: mutate, isPending };
}
