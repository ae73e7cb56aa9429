"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { hasOpenedPage } from "@/components/shell/use-asked-dialog";
import { onDemand } from "@/components/ui/on-demand";
import { keyImpactsQuery } from "@/lib/directory/keys/queries";
import { type AskableOperation, type KeyOperation, toUseRefusal } from "@/lib/directory/keys/vocabulary";
import type { KeyQuestion } from "./stop-key-dialog";
import { useKeyFailure } from "./use-key-failure";
import { type KeyTarget, useKeyStatusMutation } from "./use-key-status-mutation";

const RenameKeyDialog = onDemand(() => import("./rename-key-dialog").then((file) => file.RenameKeyDialog));
const PickReplacementDialog = onDemand(() =>
  import("./pick-replacement-dialog").then((file) => file.PickReplacementDialog),
);
const AssignKeysDialog = onDemand(() => import("./assign-keys-dialog").then((file) => file.AssignKeysDialog));
const StopKeyDialog = onDemand(() => import("./stop-key-dialog").then((file) => file.StopKeyDialog));

export type KeyOperations = {
  /** Runs immediately if nothing is at stake and asks first otherwise. */
  run: (operation: KeyOperation, target: KeyTarget) => void;
  askToDeactivate: (target: KeyTarget, note?: ReactNode) => void;
  /** Always asks first: for a link, which must not change anything by itself. To retire is to replace, and then to stop, which a sent link doesn't decide. */
  askTo: (operation: AskableOperation | "retire", target: KeyTarget) => void;
  dialogs: ReactNode;
};

/** A key that may be in use never stops without a question. `first` is one to ask at once. */
export function useKeyOperations(first?: KeyQuestion): KeyOperations {
  const client = useQueryClient();
  const showKeyFailure = useKeyFailure();
  const [question, setQuestion] = useState<KeyQuestion | undefined>(first);
  const [renamed, setRenamed] = useState<KeyTarget>();
  const [assigned, setAssigned] = useState<KeyTarget>();
  const [replaced, setReplaced] = useState<{ target: KeyTarget; stopsAtFirst: boolean }>();

  const send = useKeyStatusMutation({
    onUndo: (operation, target) =>
      operation === "deactivate"
        ? deactivate.mutate(target)
        : send.mutate({ operation, target, isUndo: true }),
    onSuccess: () => setQuestion(undefined),
    onError: (error, { operation, target }) => {
      // The key came into use after the person looked, so ask with what is known now.
      if (operation !== "activate" && isUnconfirmed(error)) return setQuestion({ operation, target });
      setQuestion(undefined);
      return showKeyFailure(target.id, error);
    },
  });

  const deactivate = useMutation({
    mutationFn: ({ id }: KeyTarget) => client.fetchQuery(keyImpactsQuery([id])),
    onSuccess: ([impact], target) => {
      if (impact && toUseRefusal(impact, "deactivate")) setQuestion({ operation: "deactivate", target });
      else send.mutate({ operation: "deactivate", target });
    },
    onError: (error, { id }) => showKeyFailure(id, error),
  });

  const { mutate: sendNow } = send;
  const { mutate: lookFirst } = deactivate;
  // Stable, because table columns hold these functions.
  const run = useCallback(
    (operation: KeyOperation, target: KeyTarget) => {
      if (operation === "rename") setRenamed(target);
      else if (operation === "assign") setAssigned(target);
      else if (operation === "replace") setReplaced({ target, stopsAtFirst: false });
      else if (operation === "activate") sendNow({ operation, target });
      else if (operation === "deactivate") lookFirst(target);
      else setQuestion({ operation, target });
    },
    [sendNow, lookFirst],
  );
  const askToDeactivate = useCallback(
    (target: KeyTarget, note?: ReactNode) => setQuestion({ operation: "deactivate", target, note }),
    [],
  );
  const askTo = (operation: AskableOperation | "retire", target: KeyTarget) => {
    if (operation === "deactivate") askToDeactivate(target);
    else if (operation === "retire") setReplaced({ target, stopsAtFirst: !hasOpenedPage("open", "retire") });
    else run(operation, target);
  };

  const dialogs = (
    <>
      {renamed && <RenameKeyDialog row={renamed} onClose={() => setRenamed(undefined)} />}
      {assigned && <AssignKeysDialog keys={[assigned]} onClose={() => setAssigned(undefined)} />}
      {replaced && (
        <PickReplacementDialog
          rows={[replaced.target]}
          stopsAtFirst={replaced.stopsAtFirst}
          onClose={() => setReplaced(undefined)}
        />
      )}
      {question && (
        <StopKeyDialog
          question={question}
          isPending={send.isPending}
          onConfirm={(confirmedUse) => sendNow({ ...question, confirmedUse })}
          onClose={() => setQuestion(undefined)}
        />
      )}
    </>
  );
  return { run, askToDeactivate, askTo, dialogs };
}

function isUnconfirmed(error: unknown): boolean {
  const { reason } = toFailure(error);
  return reason === "key_in_use" || reason === "key_use_unknown";
}
