"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { RecipientFields } from "@/components/directory/recipient-fields";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { GoneNote } from "@/components/shell/gone-note";
import { useFormBase } from "@/components/shell/use-form-base";
import { createUuid } from "@/components/shell/uuid";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { Budget, BudgetsPage } from "@/lib/budgets/schema";
import { toAdded, toTerms } from "./budget-draft";
import { SubjectFields } from "./subject-fields";
import { TermFields, toBase } from "./term-fields";
import { useSaveBudget } from "./use-budget-mutations";
import { useBudgetName } from "./use-budget-name";

type Props = { page: BudgetsPage; budget?: Budget; isGone?: boolean; onClose: () => void };

export function BudgetDialog({ page, budget, isGone = false, onClose }: Props) {
  const t = useTranslations("budgets");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const formId = useId();
  const toName = useBudgetName();
  const [newId] = useState(createUuid); // A stable ID, so that a form sent twice creates one budget.
  const saving = useSaveBudget(onClose);
  const failure = saving.error && toFailure(saving.error);
  const { base, version, isOutdated, listeners, catchUp } = useFormBase(toBase(budget));
  const save = (form: FormData) => {
    if (saving.isPending || isGone) return;
    saving.mutate(
      budget
        ? { isNew: false, budget: toTerms(form, budget.id, locale) }
        : { isNew: true, budget: toAdded(form, newId, locale) },
    );
  };
  return (
    <Dialog
      title={budget ? t("changeOf", { name: toName(budget) }) : t("addTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={isGone}
            isPending={saving.isPending}
          >
            {t(budget ? "save" : "add")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        {...listeners}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(new FormData(event.currentTarget));
        }}
      >
        {!budget && <SubjectFields page={page} />}
        {isOutdated && !isGone && <ChangedMeanwhile onShow={catchUp} />}
        <TermFields key={version} base={base} fields={failure?.fields} />
        <RecipientFields
          key={`to ${version}`}
          recipients={base?.recipients ?? []}
          isNew={!budget}
          errors={failure?.fields?.recipients}
        />
        {isGone && !saving.isPending && <GoneNote />}
        {failure && !failure.fields && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}
