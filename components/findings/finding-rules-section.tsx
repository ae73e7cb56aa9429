"use client";

import { useTranslations } from "next-intl";
import { saveSettings } from "@/components/shell/save-settings";
import { SettingsForm, SettingsSection } from "@/components/shell/settings-form";
import type { Send } from "@/components/shell/submits";
import { useFormMutation } from "@/components/shell/use-operation";
import { Input } from "@/components/ui/controls/input";
import { listThresholds } from "@/lib/core/marks/rule-vocabulary";
import { type FindingRule, findingRuleNames } from "@/lib/core/marks/vocabulary";
import type { ShownSettings } from "@/lib/core/settings/schema";

type Rules = ShownSettings["finding_rules"];

export function FindingRulesSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("findings.settings");
  return (
    <SettingsSection title={t("title")} text={t("text")} select={({ finding_rules: rules }) => rules}>
      {(rules, onSaved) => <RuleForm rules={rules} canWrite={canWrite} onSaved={onSaved} />}
    </SettingsSection>
  );
}

type FormProps = { rules: Rules; canWrite: boolean; onSaved: () => void };

function RuleForm({ rules, canWrite, onSaved }: FormProps) {
  const t = useTranslations("findings.settings");
  const run = (send: Send, finding_rules: Rules) => saveSettings(send, { finding_rules });
  const saving = useFormMutation(
    { run, toText: () => t("saved"), refreshes: ["settings", "findings", "audit"] },
    onSaved,
  );
  return (
    <SettingsForm
      legend={t("title")}
      save={t("save")}
      saving={saving}
      canWrite={canWrite}
      onSave={(form) => saving.mutate(toRules(form))}
    >
      {findingRuleNames.map((rule) => (
        <RuleLine key={rule} rule={rule} stored={rules[rule]} />
      ))}
    </SettingsForm>
  );
}

type Unit = "days" | "factor" | "millionTokens" | "people" | "dollars";

function RuleLine({ rule, stored }: { rule: FindingRule; stored: Rules[string] | undefined }) {
  const t = useTranslations("findings");
  const title = t(`rules.${rule}.title`);
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <label className="flex cursor-pointer items-baseline pointer-coarse:items-center gap-2.5">
        <input type="checkbox" name={rule} defaultChecked={stored?.isOn ?? true} className="translate-y-px" />
        {title}
      </label>
      <span className="ml-auto flex flex-wrap gap-3">
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
                className="w-24!"
              />
              <span className="w-36 shrink-0">{unit}</span>
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
