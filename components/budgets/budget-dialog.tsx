"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { RecipientFields } from "@/components/directory/recipient-fields";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { FormDialog } from "@/components/shell/form-dialog";
import { useFormBase } from "@/components/shell/use-form-base";
import { createUuid } from "@/components/shell/uuid";
import type { Budget, BudgetsPage } from "@/lib/money/budgets/schema";
import { toAdded, toTerms } from "./budget-draft";
import { SubjectFields } from "./subject-fields";
import { TermFields, toBase } from "./term-fields";
import { useSaveBudget } from "./use-budget-mutations";
import { useBudgetName } from "./use-budget-name";

const none = { workspaceId: null, workspaceName: null, isDefault: false, tagKey: null, tagValue: null };

type Props = { page: BudgetsPage; budget?: Budget; isGone?: boolean; onClose: () => void };

export function BudgetDialog({ page, budget, isGone = false, onClose }: Props) {
  const t = useTranslations("budgets");
  const locale = useLocale();
  const toName = useBudgetName();
  const [newId] = useState(createUuid); // A stable ID, so that a form sent twice creates one budget.
  const saving = useSaveBudget(onClose);
  const { base, version, isOutdated, listeners, catchUp } = useFormBase(toBase(budget));
  return (
    <FormDialog
      labels={{
        title: budget ? t("changeOf", { name: toName(budget) }) : t("addTitle"),
        submit: t(budget ? "save" : "add"),
      }}
      saving={saving}
      isGone={isGone}
      onClose={onClose}
      onSubmit={(form) => {
        const added = toAdded(form, newId, locale);
        const place = "workspaceId" in added && page.workspaces.find(({ id }) => id === added.workspaceId);
        saving.mutate(
          budget
            ? {
                isNew: false,
                name: toName(budget),
                before: budget.cents,
                budget: toTerms(form, budget.id, locale),
              }
            : {
                isNew: true,
                name: toName({ ...none, ...added, ...(place && { ...place, workspaceName: place.name }) }),
                budget: added,
              },
        );
      }}
    >
      {(faults) => (
        <div {...listeners} className="grid gap-4">
          {!budget && <SubjectFields page={page} />}
          {isOutdated && !isGone && <ChangedMeanwhile onShow={catchUp} />}
          <TermFields key={version} base={base} fields={faults} />
          <RecipientFields
            key={`to ${version}`}
            recipients={base?.recipients ?? []}
            isNew={!budget}
            errors={faults?.recipients}
          />
        </div>
      )}
    </FormDialog>
  );
}
