"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import type { SentOutcome } from "@/lib/core/delivery/schema";
import { addBudget, changeBudget, removeBudget, testBudget } from "@/lib/money/budgets/actions";
import type { AddBudget, ChangeBudget } from "@/lib/money/budgets/schema";

type Saved = { isNew: true; budget: AddBudget } | { isNew: false; budget: ChangeBudget };

const refreshes = ["budgets", "overview", "audit"];

export function useSaveBudget(onSaved: () => void) {
  const t = useTranslations("budgets");
  return useFormMutation(
    {
      run: (send, saved: Saved) =>
        saved.isNew ? send(addBudget, saved.budget) : send(changeBudget, saved.budget),
      toText: ({ isNew }) => t(isNew ? "addedToast" : "changedToast"),
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveBudget(onClose: () => void) {
  const t = useTranslations("budgets");
  const run = (send: Send, budgetId: string) => send(removeBudget, { budgetId });
  return useToastMutation({ run, toText: () => t("removedToast"), refreshes }, onClose);
}

/** Says how many of the messages left, which the request's own success doesn't. */
export function useTestBudget() {
  const t = useTranslations("budgets");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useWrite<string, SentOutcome[]>({
    write: (send, budgetId) => send(testBudget, { budgetId }),
    isRepeatable: true,
    onSuccess: (outcomes) => {
      const sent = outcomes.filter(({ state }) => state === "sent").length;
      const tone = sent === outcomes.length && sent > 0 ? undefined : ("failure" as const);
      const text =
        outcomes.length === 0 ? t("noRecipients") : t("testedToast", { sent, all: outcomes.length });
      toast(text, tone && { tone });
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["channels"] }),
  });
}
