"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast-store";
import { toFailure, useFailureToast } from "./failure";

type Act<Given> = {
  /** The unwrapped action. */
  run: (given: Given) => Promise<unknown>;
  /** What is said once it is done. */
  toText: (given: Given) => string;
  /** First parts of the keys of what it may have changed. */
  refreshes: readonly string[];
};

/** An act of a form, which stays open and tells why it failed; `onDone` closes it. */
export function useFormAct<Given>({ run, toText, refreshes }: Act<Given>, onDone?: () => void) {
  const refresh = useRefresh(refreshes);
  return useMutation({
    mutationFn: run,
    onSuccess: (_, given) => {
      toast(toText(given));
      onDone?.();
    },
    onSettled: refresh,
  });
}

/** An act that is told in a toast, however it went; `onEnd` closes what asked for it. */
export function useToldAct<Given>({ run, toText, refreshes }: Act<Given>, onEnd?: () => void) {
  const refresh = useRefresh(refreshes);
  const showFailure = useFailureToast();
  return useMutation({
    mutationFn: run,
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
