"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { resendInvites } from "@/lib/directory/invites/actions";

type Props = { ids: readonly string[]; onStarted: () => void; onClose: () => void };

export function ResendDialog({ ids, onStarted, onClose }: Props) {
  const t = useTranslations("invites");
  const starting = useStartRun({
    write: (send) => send(resendInvites, { inviteIds: [...ids] }),
    onStarted,
  });
  return (
    <ConfirmDialog
      title={t("many.resendTitle", { count: ids.length })}
      confirm={{ label: t("resend"), isHarmless: true }}
      isPending={starting.isPending}
      onConfirm={() => starting.mutate()}
      onClose={onClose}
    >
      <p>{t("many.resendText")}</p>
      {starting.error && <FailureNote failure={toFailure(starting.error)} />}
    </ConfirmDialog>
  );
}
