"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { withdrawInvites } from "@/lib/directory/invites/actions";

/** No typed confirmation: whoever is invited again loses nothing but time. */
type Props = { ids: readonly string[]; onStarted: () => void; onClose: () => void };

export function WithdrawManyDialog({ ids, onStarted, onClose }: Props) {
  const t = useTranslations("invites.many");
  const withdraw = useTranslations("invites")("withdraw");
  const starting = useStartRun({
    write: (send) => send(withdrawInvites, { inviteIds: [...ids] }),
    onStarted,
  });
  return (
    <ConfirmDialog
      title={t("title", { count: ids.length })}
      confirm={{ label: withdraw }}
      isPending={starting.isPending}
      onConfirm={() => starting.mutate()}
      onClose={onClose}
    >
      <p>{t("text", { count: ids.length })}</p>
      {starting.error && <FailureNote failure={toFailure(starting.error)} />}
    </ConfirmDialog>
  );
}
