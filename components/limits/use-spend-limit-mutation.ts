"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { useMoney } from "@/components/ui/display/money";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import type { Currency } from "@/lib/core/money/money";
import { changeSpendLimit, removeSpendLimit } from "@/lib/directory/limits/actions";
import type { NamedSpendLimit, RemoveSpendLimit, SetSpendLimit } from "@/lib/directory/limits/schema";
import { settableScopes, spendPeriods } from "@/lib/directory/limits/vocabulary";

type Change = { isUndo?: boolean } & (
  | { kind: "set"; input: SetSpendLimit }
  | { kind: "remove"; input: RemoveSpendLimit; limit: NamedSpendLimit | null }
);

type Subject = { name: string; currency: Currency };

const refreshes = ["limits", "workspaces", "audit"];

/** The toast offers an undo that restores the previous limit. */
export function useSpendLimitMutation({ name, currency }: Subject, onDone: () => void) {
  const t = useTranslations();
  const money = useMoney(currency);
  const toAmount = (cents: string | null) => (cents === null ? t("limits.spend.noCap") : money.format(cents));
  const toText = (change: Change) => {
    if (change.kind === "remove") return t.rich("limits.spend.removedToast", named(name));
    const { cents, seenCents } = change.input;
    const values = { name: toVendorText(name), after: toAmount(cents) };
    return seenCents === undefined
      ? t.rich("limits.spend.setToast", values)
      : t.rich("limits.spend.changedToast", { ...values, before: toAmount(seenCents) });
  };
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const mutation = useWrite<Change, { spendLimitId: string | null } | undefined>({
    isRepeatable: true,
    write: async (send, change) => {
      if (change.kind === "set") return send(changeSpendLimit, change.input);
      await send(removeSpendLimit, change.input);
      return undefined;
    },
    onSuccess: (answer, change) => {
      const undo = change.isUndo ? null : toUndo(change, answer?.spendLimitId ?? null);
      const action = undo && { label: t("ui.undo"), onAction: () => mutation.mutate(undo) };
      toast(toText(change), action ? { action } : undefined);
      if (!change.isUndo) onDone();
    },
    onError: (error, { isUndo }) => {
      if (isUndo) showFailure(toFailure(error));
    },
    onSettled: () => {
      for (const key of refreshes) client.invalidateQueries({ queryKey: [key] });
    },
  });
  return mutation;
}

export type SpendLimitMutation = ReturnType<typeof useSpendLimitMutation>;

function toUndo(change: Change, spendLimitId: string | null): Change | null {
  if (change.kind === "remove") return change.limit && toRestore(change.limit);
  const { input } = change;
  const { cents, seenCents } = input;
  if (seenCents !== undefined) {
    const before = { ...input, cents: seenCents, seenCents: cents, confirmedSpend: true };
    return { kind: "set", isUndo: true, input: before };
  }
  const isNew = spendLimitId !== null;
  return isNew
    ? { kind: "remove", isUndo: true, limit: null, input: { spendLimitId, seenCents: cents } }
    : null;
}

/** Restores the previous limit even if the month's spend has reached it. */
function toRestore({ cents, workspaceId, userId, ...limit }: NamedSpendLimit): Change | null {
  const scope = settableScopes.find((one) => one === limit.scope);
  const period = spendPeriods.find((one) => one === limit.period);
  if (!scope || !period) return null;
  const subjectId = workspaceId ?? userId ?? "organization";
  return { kind: "set", isUndo: true, input: { scope, subjectId, period, cents, confirmedSpend: true } };
}
