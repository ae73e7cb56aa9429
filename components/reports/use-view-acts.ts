"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { removeView, renameSavedView, saveView } from "@/lib/views/actions";

type Given<Act extends (input: never) => unknown> = Parameters<Act>[0];

export function useViewActs() {
  const t = useTranslations("reports.views");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const told = (message: string) => ({
    onSuccess: () => toast(message),
    onError: (error: Error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["views"] }),
  });
  return {
    save: useMutation({
      mutationFn: async (given: Given<typeof saveView>) => unwrap(await saveView(given)),
      ...told(t("saved")),
    }),
    rename: useMutation({
      mutationFn: async (given: Given<typeof renameSavedView>) => unwrap(await renameSavedView(given)),
      ...told(t("renamed")),
    }),
    remove: useMutation({
      mutationFn: async (given: Given<typeof removeView>) => unwrap(await removeView(given)),
      ...told(t("removed")),
    }),
  };
}
