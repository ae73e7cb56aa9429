"use client";

import { useTranslations } from "next-intl";
import { PersonFinder } from "@/components/directory/person-finder";
import { Field } from "@/components/ui/controls/field";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { LimitsOfOrganization, NamedSpendLimit } from "@/lib/directory/limits/schema";
import { type SettableScope, spendPeriods } from "@/lib/directory/limits/vocabulary";
import type { SpendDraft } from "./spend-draft";
import { useSpendNames } from "./use-limit-names";

type Props = {
  spend: LimitsOfOrganization["spend"];
  limit: NamedSpendLimit | undefined;
  draft: SpendDraft;
  onChange: (draft: SpendDraft) => void;
};

/** The subject and period of an existing limit can't change. */
export function SpendSubjectFields({ spend, limit, draft, onChange }: Props) {
  const t = useTranslations("limits.spend");
  const { toScopeName, toSubjectName } = useSpendNames();
  if (limit)
    return (
      <p className="text-ink-muted">
        {t("of")}: <VendorText className="font-medium text-ink">{toSubjectName(limit)}</VendorText>
      </p>
    );
  const toSubjectId = (scope: SettableScope) =>
    scope === "workspace" ? (spend.workspaces[0]?.id ?? "") : "";
  return (
    <>
      {spend.settable.length > 1 && (
        <SegmentedControl
          label={t("of")}
          isLabelVisible
          options={spend.settable.map((value) => ({ value, label: toScopeName(value) }))}
          value={draft.scope}
          onChange={(scope) => onChange({ ...draft, scope, subjectId: toSubjectId(scope) })}
        />
      )}
      {draft.scope === "workspace" && (
        <Field label={t("scopes.workspace")}>
          {(control) => (
            <Select
              {...control}
              value={draft.subjectId}
              onChange={({ target }) => onChange({ ...draft, subjectId: target.value })}
              options={spend.workspaces.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      )}
      {draft.scope === "user" && (
        <>
          <PersonFinder exceptId="" onChoose={(subjectId) => onChange({ ...draft, subjectId })} />
          <SegmentedControl
            label={t("period")}
            isLabelVisible
            options={spendPeriods.map((value) => ({ value, label: t(`periods.${value}`) }))}
            value={draft.period}
            onChange={(period) => onChange({ ...draft, period })}
          />
        </>
      )}
    </>
  );
}
