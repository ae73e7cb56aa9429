"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import type { Send } from "@/components/shell/submits";
import { useFormBase } from "@/components/shell/use-form-base";
import { useFormMutation } from "@/components/shell/use-operation";
import { Button } from "@/components/ui/controls/button";
import { Input } from "@/components/ui/controls/input";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { type FindingRule, findingRuleNames, listThresholds } from "@/lib/findings/vocabulary";
import { changeSettings } from "@/lib/settings/actions";
import { settingsQuery } from "@/lib/settings/queries";
import type { ShownSettings } from "@/lib/settings/schema";

type Rules = ShownSettings["finding_rules"];

export function FindingRulesSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("findings.settings");
  const { data, error, refetch } = useQuery(settingsQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section title={t("title")} text={t("text")}>
      <RuleTable rules={data.finding_rules} canWrite={canWrite} />
    </Section>
  );
}

/** A change by someone else resets the form, unless it has unsaved input. */
function RuleTable({ rules, canWrite }: { rules: Rules; canWrite: boolean }) {
  const { base, version, isEdited, isOutdated, listeners, reset, catchUp } = useFormBase(rules);
  useUnsaved(isEdited);
  return (
    <div {...listeners} className="grid max-w-2xl gap-3">
      {isOutdated && <ChangedMeanwhile onShow={catchUp} />}
      <RuleForm key={version} rules={base} canWrite={canWrite} onSaved={reset} />
    </div>
  );
}

type FormProps = { rules: Rules; canWrite: boolean; onSaved: () => void };

function RuleForm({ rules, canWrite, onSaved }: FormProps) {
  const t = useTranslations("findings.settings");
  const run = (send: Send, finding_rules: Rules) => send(changeSettings, { finding_rules });
  const saving = useFormMutation(
    { run, toText: () => t("saved"), refreshes: ["settings", "findings", "audit"] },
    onSaved,
  );
  const failure = saving.error && toFailure(saving.error);
  return (
    <form
      className="grid gap-4 card p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate(toRules(new FormData(event.currentTarget)));
      }}
    >
      <fieldset disabled={!canWrite} className="grid gap-3">
        <legend className="sr-only">{t("title")}</legend>
        {findingRuleNames.map((rule) => (
          <RuleLine key={rule} rule={rule} stored={rules[rule]} />
        ))}
      </fieldset>
      {failure && <FailureNote failure={failure} />}
      {canWrite && (
        <Button type="submit" variant="primary" isPending={saving.isPending} className="justify-self-start">
          {t("save")}
        </Button>
      )}
    </form>
  );
}

type Unit = "days" | "factor" | "millionTokens" | "people" | "dollars";

function RuleLine({ rule, stored }: { rule: FindingRule; stored: Rules[string] | undefined }) {
  const t = useTranslations("findings");
  const title = t(`rules.${rule}.title`);
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <label className="flex cursor-pointer items-baseline gap-2.5">
        <input type="checkbox" name={rule} defaultChecked={stored?.isOn ?? true} className="translate-y-px" />
        {title}
      </label>
      <span className="flex flex-wrap gap-3">
        {listThresholds(rule).map(([name, { usual, min, max }]) => {
          const unit = t(`settings.units.${name as Unit}`); // Sound: the units are the names of all thresholds.
          return (
            <span key={name} className="flex items-center gap-2 text-ink-muted text-sm">
              <Input
                type="number"
                name={`${rule}.${name}`}
                aria-label={`${title}: ${unit}`}
                min={min}
                max={max}
                required
                defaultValue={stored?.thresholds[name] ?? usual}
                className="w-24"
              />
              <span className="w-36">{unit}</span>
            </span>
          );
        })}
      </span>
    </div>
  );
}

function toRules(form: FormData): Rules {
  const entries = findingRuleNames.map((rule) => {
    const thresholds = listThresholds(rule).map(([name]) => [name, Number(form.get(`${rule}.${name}`))]);
    return [rule, { isOn: form.has(rule), thresholds: Object.fromEntries(thresholds) }];
  });
  return Object.fromEntries(entries);
}
