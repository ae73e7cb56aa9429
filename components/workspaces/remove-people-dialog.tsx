"use client";

import { useTranslations } from "next-intl";
import { useChangeAccess } from "@/components/directory/use-change-access";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { WorkspacePerson } from "@/lib/directory/workspaces/schema";

type Props = {
  workspaceId: string;
  userId: string | null;
  chosen: readonly WorkspacePerson[];
  onStarted: () => void;
  onClose: () => void;
};

/** People with access by organization role are left out and counted. No typed confirmation: it can be undone. */
export function RemovePeopleDialog({ workspaceId, userId, chosen, onStarted, onClose }: Props) {
  const t = useTranslations("workspaces.people");
  const removing = useChangeAccess(onStarted);
  const people = chosen.filter(({ reason }) => reason === null);
  const count = people.length;
  return (
    <ConfirmDialog
      title={t("removeManyTitle", { count })}
      confirm={{ label: t("remove"), disabledReason: count === 0 ? t("noneRemovable") : undefined }}
      isPending={removing.isPending}
      onConfirm={() =>
        removing.mutate(
          people.map((one) => ({ workspaceId, userId: one.userId, role: null, expected: one.role })),
        )
      }
      onClose={onClose}
    >
      <p>{t("removeManyText", { count })}</p>
      {people.some((one) => one.userId === userId) && <p>{t("removeSelfToo")}</p>}
      {count > 0 && chosen.length > count && <p>{t("fixed", { count: chosen.length - count })}</p>}
      {removing.error && <FailureNote failure={toFailure(removing.error)} />}
    </ConfirmDialog>
  );
}
