"use client";

import { useTranslations } from "next-intl";
import { useFormAct, useToldAct } from "@/components/shell/use-act";
import { addBudget, changeBudget, removeBudget } from "@/lib/budgets/actions";
import type { AddBudget, ChangeBudget } from "@/lib/budgets/schema";
import { unwrap } from "@/lib/entry/unwrap";

type Saved = { isNew: true; budget: AddBudget } | { isNew: false; budget: ChangeBudget };

const refreshes = ["budgets", "overview", "audit"];

export function useSaveBudget(onSaved: () => void) {
  const t = useTranslations("budgets");
  return useFormAct(
    {
      run: async (saved: Saved) =>
        unwrap(saved.isNew ? await addBudget(saved.budget) : await changeBudget(saved.budget)),
      toText: ({ isNew }) => t(isNew ? "addedToast" : "changedToast"),
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveBudget(onClose: () => void) {
  const t = useTranslations("budgets");
  const run = async (budgetId: string) => unwrap(await removeBudget({ budgetId }));
  return useToldAct({ run, toText: () => t("removedToast"), refreshes }, onClose);
}
