"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { undoRun } from "@/lib/across/undo/actions";
import { undoQuery } from "@/lib/across/undo/queries";
import { toFailure } from "./failure";
import { FailureNote } from "./failure-note";
import { useWrite } from "./use-write";

type Props = { runId: string; size?: "sm" | "md"; onUndone: (runId: string) => void };

/** Reverts what a run did, where it still is as the run left it, as another run. */
export function UndoRun({ runId, size = "md", onUndone }: Props) {
  const t = useTranslations("bulk.undo");
  const [isAsking, setAsking] = useState(false);
  const { data: plan } = useQuery(undoQuery(runId));
  const client = useQueryClient();
  const undoing = useWrite<void, { runId: string }>({
    write: (send) => send(undoRun, { runId }),
    isRepeatable: true,
    onSuccess: ({ runId: undoId }) => {
      setAsking(false);
      onUndone(undoId);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["bulk"] }),
  });
  if (!plan || plan.isRunning || plan.ready === 0) return null;
  return (
    <>
      <Button size={size} onClick={() => setAsking(true)}>
        <Undo2 aria-hidden className="size-4" />
        {t("all")}
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
