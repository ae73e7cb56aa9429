"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { useMoney } from "@/components/ui/display/money";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import type { SentOutcome } from "@/lib/core/delivery/schema";
import { usd } from "@/lib/core/money/money";
import { addBudget, changeBudget, removeBudget, testBudget } from "@/lib/money/budgets/actions";
import type { AddBudget, Budget, ChangeBudget } from "@/lib/money/budgets/schema";
import { useBudgetName } from "./use-budget-name";

type Saved = { name: string } & (
  | { isNew: true; budget: AddBudget }
  | { isNew: false; budget: ChangeBudget; before: string }
);

const refreshes = ["budgets", "overview", "audit"];

export function useSaveBudget(onSaved: () => void) {
  const t = useTranslations("budgets");
  const money = useMoney(usd);
  return useFormMutation(
    {
      run: (send, saved: Saved) =>
        saved.isNew ? send(addBudget, saved.budget) : send(changeBudget, saved.budget),
      toText: ({ name, ...saved }) => {
        const after = money.format(saved.budget.cents);
        const values = { name: toVendorText(name), after };
        return saved.isNew || saved.before === saved.budget.cents
          ? t.rich(saved.isNew ? "addedToast" : "changedToast", values)
          : t.rich("amountToast", { ...values, before: money.format(saved.before) });
      },
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveBudget(onClose: () => void) {
  const t = useTranslations("budgets");
  const toName = useBudgetName();
  const run = (send: Send, { id }: Budget) => send(removeBudget, { budgetId: id });
  const toText = (budget: Budget) => t.rich("removedToast", named(toName(budget)));
  return useToastMutation({ run, toText, refreshes }, onClose);
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
