"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { Currency } from "@/lib/core/money/money";
import type { LimitsOfOrganization, SetSpendLimit } from "@/lib/directory/limits/schema";
import { useSpendNames } from "./use-limit-names";
import type { SpendLimitMutation } from "./use-spend-limit-mutation";

type Props = {
  spend: LimitsOfOrganization["spend"];
  input: SetSpendLimit;
  currency: Currency;
  reason: "spend_above_limit" | "spend_unknown";
  mutation: SpendLimitMutation;
  onConfirm: () => void;
  onClose: () => void;
};

export function SpendQuestion({ spend, input, currency, reason, mutation, onConfirm, onClose }: Props) {
  const t = useTranslations("limits.spend");
  const { toScopeName } = useSpendNames();
  const money = useMoney(currency);
  const workspace = spend.workspaces.find(({ id }) => id === input.subjectId);
  const spentCents = workspace ? workspace.spentCents : spend.spentCents;
  const isAbove = reason === "spend_above_limit" && spentCents !== null;
  const failure = mutation.error && toFailure(mutation.error);
  const isQuestion = failure?.reason === "spend_above_limit" || failure?.reason === "spend_unknown";
  return (
    <ConfirmDialog
      title={t("questionTitle")}
      confirm={{ label: t(isAbove ? "setAnyway" : "setUnknown") }}
      isPending={mutation.isPending}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>
        {t.rich("question", {
          amount: () => (
            <span className="font-medium text-ink">
              <Amount cents={input.cents ?? "0"} currency={currency} />
            </span>
          ),
          name: () => (
            <VendorText className="font-medium text-ink">
              {workspace?.name ?? toScopeName(input.scope)}
            </VendorText>
          ),
        })}
      </p>
      <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
        {isAbove ? t("above", { spent: money.format(spentCents) }) : t("unknown")}
      </p>
      {failure && !isQuestion && <FailureNote failure={failure} />}
    </ConfirmDialog>
  );
}
