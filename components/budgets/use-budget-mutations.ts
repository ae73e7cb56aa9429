"use client";

import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { addBudget, changeBudget, removeBudget } from "@/lib/budgets/actions";
import type { AddBudget, ChangeBudget } from "@/lib/budgets/schema";

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
