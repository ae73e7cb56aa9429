"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useWrite } from "@/components/shell/use-write";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { withdrawInvites } from "@/lib/invites/actions";

/** No typed confirmation: inviting again undoes it. Each result is on the run's page. */
export function WithdrawManyDialog({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  const t = useTranslations("invites.many");
  const withdraw = useTranslations("invites")("withdraw");
  const router = useRouter();
  const client = useQueryClient();
  const starting = useWrite({
    write: (send) => send(withdrawInvites, { inviteIds: [...ids] }),
    onSuccess: ({ runId }) => router.push(`/bulk/${runId}`),
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
