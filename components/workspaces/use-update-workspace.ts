"use client";

import { useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { updateWorkspace } from "@/lib/directory/workspaces/actions";
import { type Edit, toUndo } from "./workspace-draft";

type Update = { edit: Edit; isUndo?: boolean };

/** `isSaved` is true as soon as the edit is saved, before the refreshed workspace arrives. */
export function useUpdateWorkspace(workspaceId: string, onSaved?: () => void) {
  const t = useTranslations();
  const showFailure = useFailureToast();
  const mutation = useWrite({
    isRepeatable: true,
    write: (send, { edit }: Update) => send(updateWorkspace, { workspaceId, ...edit }),
    onSuccess: (_, { edit, isUndo }) => {
      const back = isUndo ? undefined : toUndo(edit);
      const onAction = () => back && mutation.mutate({ edit: back, isUndo: true });
      toast(t("workspaces.settings.saved"), back && { action: { label: t("ui.undo"), onAction } });
      onSaved?.();
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: useInvalidateWorkspaces(),
  });
  const saved = mutation.isSuccess ? JSON.stringify(mutation.variables.edit) : undefined;
  const isSaved = (edit: Edit) => JSON.stringify(edit) === saved;
  return { update: mutation.mutate, isPending: mutation.isPending, isSaved };
}
