"use client";

import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { dismissOpportunity, restoreOpportunity } from "@/lib/money/savings/actions";
import type { Dismiss } from "@/lib/money/savings/schema";

const refreshes = ["opportunities", "audit"];

export function useDismiss(onSaved: () => void) {
  const t = useTranslations("savings.opportunities");
  const run = (send: Send, given: Dismiss) => send(dismissOpportunity, given);
  return useFormMutation(
    { run, toText: ({ kind }) => t("dismissedToast", { kind: t(`kinds.${kind}`) }), refreshes },
    onSaved,
  );
}

export function useRestore() {
  const t = useTranslations("savings.opportunities");
  const run = (send: Send, kind: Dismiss["kind"]) => send(restoreOpportunity, { kind });
  return useToastMutation({
    run,
    toText: (kind) => t("restoredToast", { kind: t(`kinds.${kind}`) }),
    refreshes,
  });
}
