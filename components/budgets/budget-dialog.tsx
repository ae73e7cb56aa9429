"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { GoneNote } from "@/components/shell/gone-note";
import { useFormBase } from "@/components/shell/use-form-base";
import { createUuid } from "@/components/shell/uuid";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { Budget, BudgetsPage } from "@/lib/budgets/schema";
import { usualThresholds } from "@/lib/budgets/vocabulary";
import type { Failure } from "@/lib/errors";
import { toExact, usd } from "@/lib/money";
import { toSubject, toTerms } from "./budget-draft";
import { SubjectFields } from "./subject-fields";
import { useSaveBudget } from "./use-budget-mutations";
import { useBudgetName } from "./use-budget-name";

type Props = { page: BudgetsPage; budget?: Budget; isGone?: boolean; onClose: () => void };

export function BudgetDialog({ page, budget, isGone = false, onClose }: Props) {
  const t = useTranslations("budgets");
  const ui = useTranslations("ui");
  const formId = useId();
  const toName = useBudgetName();
  const [newId] = useState(createUuid); // A stable ID, so that a form sent twice creates one budget.
  const saving = useSaveBudget(onClose);
  const failure = saving.error && toFailure(saving.error);
  const { base, version, isOutdated, listeners, catchUp } = useFormBase(toBase(budget));
  const save = (form: FormData) => {
    if (saving.isPending || isGone) return;
    const terms = toTerms(form, budget?.id ?? newId);
    saving.mutate(
      budget ? { isNew: false, budget: terms } : { isNew: true, budget: { ...terms, ...toSubject(form) } },
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
        {isGone && !saving.isPending && <GoneNote />}
        {failure && !failure.fields && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}

type Base = Pick<Budget, "cents" | "thresholds"> | null;

function toBase(budget: Budget | undefined): Base {
  return budget ? { cents: budget.cents, thresholds: budget.thresholds } : null;
}

function TermFields({ base, fields }: { base: Base; fields: Failure["fields"] }) {
  const t = useTranslations("budgets");
  return (
    <>
      <Field label={t("amount")} hint={t("amountHint")} errors={fields?.cents && [t("amountWrong")]}>
        {(control) => (
          <Input
            {...control}
            name="amount"
            required
            inputMode="decimal"
            pattern="[0-9]{1,12}([.][0-9]{1,2})?"
            defaultValue={base ? toExact(base.cents, usd) : undefined}
            autoComplete="off"
          />
        )}
      </Field>
      <Field
        label={t("thresholds")}
        hint={t("thresholdsHint")}
        errors={fields?.thresholds && [t("thresholdsWrong")]}
      >
        {(control) => (
          <Input
            {...control}
            name="thresholds"
            required
            pattern="\s*[0-9]+(\s*,\s*[0-9]+)*\s*"
            defaultValue={(base?.thresholds ?? usualThresholds).join(", ")}
            autoComplete="off"
          />
        )}
      </Field>
    </>
  );
}
