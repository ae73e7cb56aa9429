"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { changeSettings } from "@/lib/settings/actions";
import type { Chargeback } from "@/lib/spend/schema";

/** Makes the terms of a statement those of everybody who chooses none. */
export function useKeepTerms() {
  const t = useTranslations("spend.chargeback");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useMutation({
    mutationFn: async ({ tag, rule, center }: Chargeback) =>
      unwrap(await changeSettings({ chargeback: { tagKey: tag, rule, center } })),
    onSuccess: () => toast(t("keptToast")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      for (const key of ["settings", "spend", "audit"]) client.invalidateQueries({ queryKey: [key] });
    },
  });
}
