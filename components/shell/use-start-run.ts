import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { showRun } from "./show-run";
import type { Send } from "./submits";
import { useWrite } from "./use-write";

type Options<Given> = {
  write: (send: Send, given: Given) => Promise<{ runId: string }>;
  onStarted: (given: Given) => void;
  /** For what no dialog asked for; a dialog shows the failure itself. */
  onError?: (error: Error) => void;
  /** Further queries to read again, because the person may have seen them before the change. */
  touched?: readonly QueryKey[];
  /** Set if the input states what the person saw. */
  isRepeatable?: boolean;
};

/** Starts a bulk run and shows it where the person is. */
export function useStartRun<Given = void>({ write, onStarted, touched = [], ...more }: Options<Given>) {
  const client = useQueryClient();
  return useWrite<Given, { runId: string }>({
    ...more,
    write,
    onSuccess: ({ runId }, given) => {
      showRun(runId);
      onStarted(given);
    },
    onSettled: () => {
      for (const queryKey of [...touched, ["bulk"]]) client.invalidateQueries({ queryKey });
    },
  });
}
