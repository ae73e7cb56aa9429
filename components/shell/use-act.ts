"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/overlay/toast-store";
import { toFailure, useFailureToast } from "./failure";
import { useShowAskedRun } from "./second-admin";
import type { Send } from "./submits";
import { useWrite } from "./use-write";

type Act<Given> = {
  run: (send: Send, given: Given) => Promise<unknown>;
  /** What is said once it is done. */
  toText: (given: Given) => string;
  /** First parts of the keys of what it may have changed. */
  refreshes: readonly string[];
  /** As of `useWrite`. */
  isRepeatable?: boolean;
};

/** An act of a form, which stays open and tells why it failed; `onDone` closes it. */
export function useFormAct<Given>(
  { run, toText, refreshes, isRepeatable = false }: Act<Given>,
  onDone?: () => void,
) {
  const refresh = useRefresh(refreshes);
  const showAskedRun = useShowAskedRun();
  return useWrite<Given>({
    write: run,
    isRepeatable,
    onSuccess: (answer, given) => {
      if (!showAskedRun(answer)) toast(toText(given));
      onDone?.();
    },
    onSettled: refresh,
  });
}

/** An act that is told in a toast, however it went; `onEnd` closes what asked for it. */
export function useToldAct<Given>({ run, toText, refreshes }: Act<Given>, onEnd?: () => void) {
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
