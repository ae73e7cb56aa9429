"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useFormMutation } from "@/components/shell/use-operation";
import { changeLedgerAccounts, closeMonth, reconcileInvoice } from "@/lib/money/statements/actions";
import type { Account, CloseMonth, Reconcile } from "@/lib/money/statements/schema";
import { useStatementNames } from "./use-statement-names";

const refreshes = ["statements", "spend", "audit"];

export function useCloseMonth(onDone: () => void) {
  const t = useTranslations("statements");
  const { toMonth } = useStatementNames();
  const router = useRouter();
  return useFormMutation<CloseMonth>(
    {
      run: async (send, given) => {
        const { number } = await send(closeMonth, given);
        router.push(`/cost/statements/${number}` as Route);
        return undefined;
      },
      toText: ({ month }) => t("closedToast", { month: toMonth(month) }),
      refreshes,
    },
    onDone,
  );
}

export function useReconcile(onDone: () => void) {
  const t = useTranslations("statements.invoice");
  const run = (send: Send, given: Reconcile) => send(reconcileInvoice, given);
  return useFormMutation<Reconcile>({ run, toText: () => t("savedToast"), refreshes }, onDone);
}

type Accounts = { before: Account[]; accounts: Account[] };

export function useChangeAccounts(onDone: () => void) {
  const t = useTranslations("statements.accounts");
  return useFormMutation<Accounts>(
    { run: (send, given) => send(changeLedgerAccounts, given), toText: () => t("savedToast"), refreshes },
    onDone,
  );
}
