"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { removeView, renameSavedView, saveView } from "@/lib/account/views/actions";

type Given<Action extends (input: never) => unknown> = Parameters<Action>[0];

export function useViewMutations() {
  const t = useTranslations("reports.views");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const withToast = (message: string) => ({
    onSuccess: () => toast(message),
    onError: (error: Error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["views"] }),
  });
  return {
    save: useWrite({
      write: (send, given: Given<typeof saveView>) => send(saveView, given),
      ...withToast(t("saved")),
    }),
    rename: useWrite({
      write: (send, given: Given<typeof renameSavedView>) => send(renameSavedView, given),
      ...withToast(t("renamed")),
    }),
    remove: useWrite({
      write: (send, given: Given<typeof removeView>) => send(removeView, given),
      ...withToast(t("removed")),
    }),
  };
}
