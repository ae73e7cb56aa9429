"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { undoRun } from "@/lib/across/undo/actions";
import { undoQuery } from "@/lib/across/undo/queries";
import { toFailure, useFailureToast } from "./failure";
import { FailureNote } from "./failure-note";
import { useWrite } from "./use-write";

type Props = { runId: string; size?: "sm" | "md"; onUndone: (runId: string) => void };

/** Reverts what a run did, where it still is as the run left it, as another run. One change needs no question. */
export function UndoRun({ runId, size = "md", onUndone }: Props) {
  const t = useTranslations("bulk.undo");
  const ui = useTranslations("ui");
  const [isAsking, setAsking] = useState(false);
  const { data: plan } = useQuery(undoQuery(runId));
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const undoing = useWrite<void, { runId: string }>({
    write: (send) => send(undoRun, { runId }),
    isRepeatable: true,
    onSuccess: ({ runId: undoId }) => {
      setAsking(false);
      onUndone(undoId);
    },
    onError: (error) => isAsking || showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["bulk"] }),
  });
  if (!plan || plan.isRunning || plan.ready === 0) return null;
  const isOne = plan.ready === 1 && plan.kept === 0;
  return (
    <>
      <Button
        size={size}
        isPending={isOne && undoing.isPending}
        onClick={() => (isOne ? undoing.mutate() : setAsking(true))}
      >
        <Undo2 aria-hidden className="size-4" />
        {isOne ? ui("undo") : t("all")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t("title")}
          confirm={{ label: t("count", { count: plan.ready }) }}
          isPending={undoing.isPending}
          onConfirm={() => undoing.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("text", { count: plan.ready })}</p>
          {plan.kept > 0 && <p>{t("kept", { count: plan.kept })}</p>}
          {undoing.error && <FailureNote failure={toFailure(undoing.error)} />}
        </ConfirmDialog>
      )}
    </>
  );
}
