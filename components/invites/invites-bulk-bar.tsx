"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { BulkBar } from "@/components/ui/table/bulk-bar";
import type { Selection } from "@/components/ui/table/use-selection";
import { withdrawInvites } from "@/lib/invites/actions";
import type { InviteChoice } from "@/lib/invites/schema";

export function InvitesBulkBar({ selection }: { selection: Selection<InviteChoice> }) {
  const t = useTranslations("invites");
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <BulkBar count={selection.rows.size} onClear={selection.clear}>
        <Button size="sm" variant="danger" onClick={() => setAsked(true)}>
          {t("withdraw")}
        </Button>
      </BulkBar>
      {isAsked && <WithdrawManyDialog ids={[...selection.rows.keys()]} onClose={() => setAsked(false)} />}
    </>
  );
}

/** No typed confirmation: inviting again undoes it. Each result is on the run's page. */
function WithdrawManyDialog({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
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
