"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { withdrawInvites } from "@/lib/invites/actions";

/** No typed confirmation: inviting again undoes it. */
type Props = { ids: readonly string[]; onStarted: () => void; onClose: () => void };

export function WithdrawManyDialog({ ids, onStarted, onClose }: Props) {
  const t = useTranslations("invites.many");
  const withdraw = useTranslations("invites")("withdraw");
  const client = useQueryClient();
  const starting = useWrite({
    write: (send) => send(withdrawInvites, { inviteIds: [...ids] }),
    onSuccess: ({ runId }) => {
      showRun(runId);
      onStarted();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["bulk"] }),
  });
  return (
    <ConfirmDialog
      title={t("title", { count: ids.length })}
      confirm={{ label: withdraw }}
      isPending={starting.isPending}
      onConfirm={() => starting.mutate()}
      onClose={onClose}
    >
      <p>{t("text")}</p>
      {starting.error && <FailureNote failure={toFailure(starting.error)} />}
    </ConfirmDialog>
  );
}
