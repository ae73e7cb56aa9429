"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { undoAccessRun } from "@/lib/access/actions";
import { undoQuery } from "@/lib/access/queries";

type Props = { runId: string; onUndone: (runId: string) => void };

/** Reverts what a run did, where it still is as the run left it. */
export function UndoAccess({ runId, onUndone }: Props) {
  const t = useTranslations("access");
  const [isAsking, setAsking] = useState(false);
  const { data: plan } = useQuery(undoQuery(runId));
  const client = useQueryClient();
  const refresh = useInvalidateWorkspaces();
  const undoing = useWrite<void, { runId: string }>({
    write: (send) => send(undoAccessRun, { runId }),
    isRepeatable: true,
    onSuccess: ({ runId: undoId }) => {
      setAsking(false);
      onUndone(undoId);
    },
    onSettled: () => {
      refresh();
      client.invalidateQueries({ queryKey: ["bulk"] });
    },
  });
  if (!plan || plan.isRunning || plan.ready === 0) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Undo2 aria-hidden className="size-4" />
        {t("undo")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t("undoTitle")}
          confirm={{ label: t("undoCount", { count: plan.ready }) }}
          isPending={undoing.isPending}
          onConfirm={() => undoing.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("undoText", { count: plan.ready })}</p>
          {plan.kept > 0 && <p>{t("undoKept", { count: plan.kept })}</p>}
          {undoing.error && <FailureNote failure={toFailure(undoing.error)} />}
        </ConfirmDialog>
      )}
    </>
  );
}
