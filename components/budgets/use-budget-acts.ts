"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { addBudget, changeBudget, removeBudget } from "@/lib/budgets/actions";
import type { AddBudget, ChangeBudget } from "@/lib/budgets/schema";
import { unwrap } from "@/lib/entry/unwrap";

type Saved = { isNew: true; budget: AddBudget } | { isNew: false; budget: ChangeBudget };

/** Failures stay with the caller, who has the form open. */
export function useSaveBudget(onSaved: () => void) {
  const t = useTranslations("budgets");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (saved: Saved) =>
      unwrap(saved.isNew ? await addBudget(saved.budget) : await changeBudget(saved.budget)),
    onSuccess: (_, { isNew }) => {
      toast(t(isNew ? "addedToast" : "changedToast"));
      onSaved();
    },
    onSettled: () => refresh(client),
  });
}

export function useRemoveBudget(onClose: () => void) {
  const t = useTranslations("budgets");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useMutation({
    mutationFn: async (budgetId: string) => unwrap(await removeBudget({ budgetId })),
    onSuccess: () => toast(t("removedToast")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      onClose();
      refresh(client);
    },
  });
}

function refresh(client: QueryClient) {
  for (const key of ["budgets", "overview", "audit"]) client.invalidateQueries({ queryKey: [key] });
}
