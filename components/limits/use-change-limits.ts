"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { useInvalidateWorkspaces } from "@/components/workspaces/use-invalidate-workspaces";
import { unwrap } from "@/lib/entry/unwrap";
import { changeLimits } from "@/lib/limits/actions";
import type { LimitsEdit } from "./limits-dialog";

type Change = LimitsEdit & { isUndo?: boolean };

/** Saves what differs and offers the way back. */
export function useChangeLimits(workspaceId: string, rateLimitId: string) {
  const t = useTranslations();
  const showFailure = useFailureToast();
  const mutation = useMutation({
    mutationFn: async ({ change, seen }: Change) =>
      unwrap(await changeLimits({ workspaceId, rateLimitId, change, seen })),
    onSuccess: (_, { change, seen, isUndo }) => {
      const onAction = () => mutation.mutate({ change: seen, seen: change, isUndo: true });
      toast(t("limits.saved"), isUndo ? undefined : { action: { label: t("ui.undo"), onAction } });
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: useInvalidateWorkspaces(),
  });
  return { change: mutation.mutate, isPending: mutation.isPending };
}
