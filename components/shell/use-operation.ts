"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Toast, toast } from "@/components/ui/overlay/toast-store";
import { toFailure, useFailureToast } from "./failure";
import { showApprovalRun } from "./request-approval";
import type { Send } from "./submits";
import { useWrite } from "./use-write";

type Operation<Given> = {
  run: (send: Send, given: Given) => Promise<unknown>;
  toText: (given: Given) => ReactNode;
  refreshes: readonly string[];
  isRepeatable?: boolean;
  /** What the toast offers. */
  action?: Toast["action"];
};

/** The form stays open and shows the failure; `onDone` closes it. */
export function useFormMutation<Given>(
  { run, toText, refreshes, isRepeatable = false, action }: Operation<Given>,
  onDone?: () => void,
) {
  const refresh = useRefresh(refreshes);
  return useWrite<Given>({
    write: run,
    isRepeatable,
    onSuccess: (answer, given) => {
      if (!showApprovalRun(answer)) toast(toText(given), { action });
      onDone?.();
    },
    onSettled: refresh,
  });
}

/** Reports success and failure in a toast; `onEnd` closes what asked for it. */
export function useToastMutation<Given>({ run, toText, refreshes }: Operation<Given>, onEnd?: () => void) {
  const refresh = useRefresh(refreshes);
  const showFailure = useFailureToast();
  return useWrite<Given>({
    write: run,
    onSuccess: (_, given) => toast(toText(given)),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      onEnd?.();
      refresh();
    },
  });
}

function useRefresh(keys: readonly string[]) {
  const client = useQueryClient();
  return () => {
    for (const key of keys) client.invalidateQueries({ queryKey: [key] });
  };
}
