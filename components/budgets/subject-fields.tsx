"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import type { BudgetsPage } from "@/lib/money/budgets/schema";
import {
  type BudgetPeriod,
  type BudgetScope,
  budgetPeriods,
  budgetScopes,
} from "@/lib/money/budgets/vocabulary";
import { toTagOption } from "./budget-draft";

export function SubjectFields({ page: { workspaces, tags } }: { page: BudgetsPage }) {
  const t = useTranslations("budgets");
  const reports = useTranslations("reports");
  const [scope, setScope] = useState<BudgetScope>("organization");
  const [period, setPeriod] = useState<BudgetPeriod>("month");
  const choices: Record<BudgetScope, boolean> = {
    organization: true,
    workspace: workspaces.length > 0,
    tag: tags.length > 0,
  };
  const tagOptions = tags.flatMap(({ key, values }) =>
    values.map((value) => ({ value: toTagOption(key, value), label: `${key}: ${value}` })),
  );
  return (
    <>
      <SegmentedControl
        label={t("of")}
        isLabelVisible
        options={budgetScopes
          .filter((one) => choices[one])
          .map((value) => ({ value, label: t(`scopes.${value}`) }))}
        value={scope}
        onChange={setScope}
      />
      <input type="hidden" name="scope" value={scope} />
      {scope === "workspace" && (
        <Field label={t("scopes.workspace")}>
          {(control) => (
            <Select
              {...control}
              name="workspaceId"
              options={workspaces.map(({ id, name, isDefault }) => ({
                value: id,
                label: isDefault ? reports("default") : name,
              }))}
            />
          )}
        </Field>
      )}
      {scope === "tag" && (
        <Field label={t("scopes.tag")}>
          {(control) => <Select {...control} name="tag" options={tagOptions} />}
        </Field>
      )}
      <SegmentedControl
        label={t("period")}
        isLabelVisible
        options={budgetPeriods.map((value) => ({ value, label: t(`periods.${value}`) }))}
        value={period}
        onChange={setPeriod}
      />
      <input type="hidden" name="period" value={period} />
    </>
  );
}
