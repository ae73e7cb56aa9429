"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { addGrant, changeGrant, removeGrant } from "@/lib/grants/actions";
import type { Grant } from "@/lib/grants/schema";

/** Failures stay with the caller, who has the form open. */
export function useSaveGrant({ isNew, onSaved }: { isNew: boolean; onSaved: () => void }) {
  const t = useTranslations("settings.access");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (grant: Grant) => unwrap(isNew ? await addGrant(grant) : await changeGrant(grant)),
    onSuccess: () => {
      toast(t(isNew ? "addedToast" : "changedToast"));
      onSaved();
    },
    onSettled: () => refresh(client),
  });
}

export function useRemoveGrant(onClose: () => void) {
  const t = useTranslations("settings.access");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useMutation({
    mutationFn: async (email: string) => unwrap(await removeGrant({ email })),
    onSuccess: () => toast(t("removedToast")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      onClose();
      refresh(client);
    },
  });
}

function refresh(client: QueryClient) {
  client.invalidateQueries({ queryKey: ["grants"] });
  client.invalidateQueries({ queryKey: ["audit"] });
}
