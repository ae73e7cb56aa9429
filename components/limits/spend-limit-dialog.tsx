"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { FormDialog } from "@/components/shell/form-dialog";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { Currency } from "@/lib/core/money/money";
import type { LimitsOfOrganization, NamedSpendLimit, SetSpendLimit } from "@/lib/directory/limits/schema";
import { SpendAmountFields } from "./spend-amount-fields";
import { type SpendDraft, toDraft, toEdit } from "./spend-draft";
import { SpendSubjectFields } from "./spend-subject-fields";
import { useSpendNames } from "./use-limit-names";
import { type SpendLimitMutation, useSpendLimitMutation } from "./use-spend-limit-mutation";

type Props = {
  spend: LimitsOfOrganization["spend"];
  /** The limit to change; without it, the person chooses a subject. */
  limit?: NamedSpendLimit;
  /** The workspace that is chosen at first. */
  workspaceId?: string | undefined;
  onClose: () => void;
};

/** Asks before setting a limit that would stop requests immediately. */
export function SpendLimitDialog({ spend, limit, workspaceId, onClose }: Props) {
  const t = useTranslations("limits.spend");
  const { toScopeName, toSubjectName } = useSpendNames();
  const [draft, setDraft] = useState<SpendDraft>(() => toDraft(spend, limit, workspaceId));
  const [isAsking, setAsking] = useState(false);
  const edit = toEdit(spend, draft);
  const place = spend.workspaces.find(({ id }) => id === draft.subjectId);
  const name = limit ? toSubjectName(limit) : (place?.name ?? toScopeName(draft.scope));
  const mutation = useSpendLimitMutation({ name, currency: edit.currency }, onClose);
  const failure = mutation.error && toFailure(mutation.error);
  const isUnsure = failure?.reason === "spend_above_limit" || failure?.reason === "spend_unknown";
  const save = (confirmedSpend: boolean) => {
    if (!edit.input || mutation.isPending) return;
    if (edit.refusal && !confirmedSpend) setAsking(true);
    else mutation.mutate({ kind: "set", input: { ...edit.input, confirmedSpend } });
  };
  if (edit.input && (isAsking || isUnsure))
    return (
      <SpendQuestion
        spend={spend}
        input={edit.input}
        currency={edit.currency}
        reason={edit.refusal ?? "spend_unknown"}
        mutation={mutation}
        onConfirm={() => save(true)}
        onClose={onClose}
      />
    );
  return (
    <FormDialog
      labels={{ title: t(limit ? "changeTitle" : "addTitle"), submit: t("save") }}
      saving={{ isPending: mutation.isPending, error: mutation.error, isPossible: edit.input !== null }}
      onSubmit={() => save(false)}
      onClose={onClose}
    >
      <SpendSubjectFields spend={spend} limit={limit} draft={draft} onChange={setDraft} />
      <SpendAmountFields
        spend={spend}
        draft={draft}
        edit={edit}
        isNew={!limit}
        hasFocus={workspaceId !== undefined}
        onChange={setDraft}
      />
    </FormDialog>
  );
}

type SpendQuestionProps = {
  spend: LimitsOfOrganization["spend"];
  input: SetSpendLimit;
  currency: Currency;
  reason: "spend_above_limit" | "spend_unknown";
  mutation: SpendLimitMutation;
  onConfirm: () => void;
  onClose: () => void;
};

function SpendQuestion({ spend, input, currency, reason, mutation, onConfirm, onClose }: SpendQuestionProps) {
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
