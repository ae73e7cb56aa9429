"use client";

import { useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { changeLimits } from "@/lib/directory/limits/actions";
import type { OwnLimits } from "@/lib/directory/limits/schema";

export type LimitsEdit = { change: OwnLimits; seen: OwnLimits };
type Change = LimitsEdit & { isUndo?: boolean };

export function useChangeLimits(workspaceId: string, rateLimitId: string) {
  const t = useTranslations();
  const showFailure = useFailureToast();
  const mutation = useWrite({
    isRepeatable: true,
    write: (send, { change, seen }: Change) => send(changeLimits, { workspaceId, rateLimitId, change, seen }),
    onSuccess: (_, { change, seen, isUndo }) => {
      const onAction = () => mutation.mutate({ change: seen, seen: change, isUndo: true });
      toast(t("limits.saved"), isUndo ? undefined : { action: { label: t("ui.undo"), onAction } });
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: useInvalidateWorkspaces(),
  });
  return { change: mutation.mutate, isPending: mutation.isPending };
}
