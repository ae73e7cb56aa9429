"use client";

import { useTranslations } from "next-intl";
import { SettingsForm, SettingsSection } from "@/components/shell/settings-form";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import type { ConfirmingProvider } from "@/lib/account/step-up/schema";
import type { ShownSettings } from "@/lib/core/settings/schema";
import {
  approvalHours,
  directoryHours,
  forgetAfterMonths,
  idleMinutes,
  sessionHours,
  stepUpMinutes,
} from "@/lib/core/settings/vocabulary";
import { ProofFields, toProof } from "./proof-fields";
import { useChangeSettings } from "./use-change-settings";

type Props = { canWrite: boolean; providers: readonly ConfirmingProvider[] };

export function RulesSection({ canWrite, providers }: Props) {
  const t = useTranslations("settings.rules");
  return (
    <SettingsSection title={t("title")} text={t(canWrite ? "text" : "readText")} select={(all) => all}>
      {(settings, onSaved) => (
        <RulesForm settings={settings} canWrite={canWrite} providers={providers} onSaved={onSaved} />
      )}
    </SettingsSection>
  );
}

type FormProps = Props & { settings: ShownSettings; onSaved: () => void };

function RulesForm({ settings, canWrite, providers, onSaved }: FormProps) {
  const t = useTranslations("settings.rules");
  const saving = useChangeSettings(onSaved);
  return (
    <SettingsForm
      legend={t("title")}
      save={t("save")}
      saving={saving}
      canWrite={canWrite}
      onSave={(form) => saving.mutate(toChanges(form))}
    >
      <Switch name="two_person_rule" isOn={settings.two_person_rule} />
      <Switch name="mask_names" isOn={settings.mask_names} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Time name="idle_minutes" value={settings.idle_minutes} bounds={idleMinutes} />
        <Time name="session_hours" value={settings.session_hours} bounds={sessionHours} />
        <Time name="step_up_minutes" value={settings.step_up_minutes} bounds={stepUpMinutes} />
        <Time name="directory_hours" value={settings.directory_hours} bounds={directoryHours} />
        <Time name="approval_hours" value={settings.approval_hours} bounds={approvalHours} />
        <Time name="forget_after_months" value={settings.forget_after_months} bounds={forgetAfterMonths} />
      </div>
      <ProofFields proof={settings.step_up_proof} providers={providers} />
    </SettingsForm>
  );
}

function Switch({ name, isOn }: { name: "two_person_rule" | "mask_names"; isOn: boolean }) {
  const t = useTranslations("settings.rules");
  return (
    <label className="flex cursor-pointer items-baseline gap-2.5">
      <input type="checkbox" name={name} defaultChecked={isOn} className="translate-y-px" />
      <span className="grid">
        <span className="font-medium">{t(name)}</span>
        <span className="text-ink-muted text-sm">{t(`${name}_help`)}</span>
      </span>
    </label>
  );
}

type TimeProps = {
  name:
    | "idle_minutes"
    | "session_hours"
    | "step_up_minutes"
    | "directory_hours"
    | "approval_hours"
    | "forget_after_months";
  value: number;
  bounds: { min: number; max: number };
};

function Time({ name, value, bounds }: TimeProps) {
  const t = useTranslations("settings.rules");
  return (
    <Field label={t(name)} hint={t(`${name}_help`)}>
      {(control) => (
        <Input {...control} {...bounds} type="number" name={name} required defaultValue={value} />
      )}
    </Field>
  );
}

function toChanges(form: FormData) {
  return {
    two_person_rule: form.has("two_person_rule"),
    mask_names: form.has("mask_names"),
    idle_minutes: Number(form.get("idle_minutes")),
    session_hours: Number(form.get("session_hours")),
    step_up_minutes: Number(form.get("step_up_minutes")),
    step_up_proof: toProof(form),
    directory_hours: Number(form.get("directory_hours")),
    approval_hours: Number(form.get("approval_hours")),
    forget_after_months: Number(form.get("forget_after_months")),
  };
}
