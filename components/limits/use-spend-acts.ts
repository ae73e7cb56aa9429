"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { changeSpendLimit, removeSpendLimit } from "@/lib/limits/actions";
import type { NamedSpendLimit, RemoveSpendLimit, SetSpendLimit } from "@/lib/limits/schema";
import { settableScopes, spendPeriods } from "@/lib/limits/vocabulary";

type Act = { isUndo?: boolean } & (
  | { kind: "set"; input: SetSpendLimit }
  | { kind: "remove"; input: RemoveSpendLimit; limit: NamedSpendLimit | null }
);

const refreshes = ["limits", "workspaces", "audit"];

/** Sets or removes a limit and offers the way back, which restores what was there before. */
export function useSpendActs(onDone: () => void) {
  const t = useTranslations();
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const mutation = useWrite<Act, { spendLimitId: string | null } | undefined>({
    isRepeatable: true,
    write: async (send, act) => {
      if (act.kind === "set") return send(changeSpendLimit, act.input);
      await send(removeSpendLimit, act.input);
      return undefined;
    },
    onSuccess: (answer, act) => {
      const undo = act.isUndo ? null : toUndo(act, answer?.spendLimitId ?? null);
      const action = undo && { label: t("ui.undo"), onAction: () => mutation.mutate(undo) };
      toast(
        t(act.kind === "set" ? "limits.spend.setToast" : "limits.spend.removedToast"),
        action ? { action } : undefined,
      );
      if (!act.isUndo) onDone();
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

export type SpendActs = ReturnType<typeof useSpendActs>;

function toUndo(act: Act, spendLimitId: string | null): Act | null {
  if (act.kind === "remove") return act.limit && toRestore(act.limit);
  const { input } = act;
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

/** What was there is set again as it was, whatever has been spent by now. */
function toRestore({ cents, workspaceId, userId, ...limit }: NamedSpendLimit): Act | null {
  const scope = settableScopes.find((one) => one === limit.scope);
  const period = spendPeriods.find((one) => one === limit.period);
  if (!scope || !period) return null;
  const subjectId = workspaceId ?? userId ?? "organization";
  return { kind: "set", isUndo: true, input: { scope, subjectId, period, cents, confirmedSpend: true } };
}
