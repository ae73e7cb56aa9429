"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FormDialog } from "@/components/shell/form-dialog";
import type { LimitsOfOrganization, NamedSpendLimit } from "@/lib/directory/limits/schema";
import { SpendAmountFields } from "./spend-amount-fields";
import { type SpendDraft, toDraft, toEdit } from "./spend-draft";
import { SpendQuestion } from "./spend-question";
import { SpendSubjectFields } from "./spend-subject-fields";
import { useSpendNames } from "./use-limit-names";
import { useSpendLimitMutation } from "./use-spend-limit-mutation";

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
