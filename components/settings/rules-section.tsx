"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { useFormBase } from "@/components/shell/use-form-base";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { settingsQuery } from "@/lib/settings/queries";
import type { ShownSettings } from "@/lib/settings/schema";
import {
  approvalHours,
  directoryHours,
  idleMinutes,
  sessionHours,
  stepUpMinutes,
} from "@/lib/settings/vocabulary";
import { useChangeSettings } from "./use-change-settings";

export function RulesSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("settings.rules");
  const { data, error, refetch } = useQuery(settingsQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section title={t("title")} text={t(canWrite ? "text" : "readText")}>
      <Rules settings={data} canWrite={canWrite} />
    </Section>
  );
}

/** A change by someone else resets the form, unless it has unsaved input. */
function Rules({ settings, canWrite }: { settings: ShownSettings; canWrite: boolean }) {
  const { base, version, isEdited, isOutdated, listeners, reset, catchUp } = useFormBase(settings);
  useUnsaved(isEdited);
  return (
    <div {...listeners} className="grid max-w-2xl gap-3">
      {isOutdated && <ChangedMeanwhile onShow={catchUp} />}
      <RulesForm key={version} settings={base} canWrite={canWrite} onSaved={reset} />
    </div>
  );
}

type FormProps = { settings: ShownSettings; canWrite: boolean; onSaved: () => void };

function RulesForm({ settings, canWrite, onSaved }: FormProps) {
  const t = useTranslations("settings.rules");
  const saving = useChangeSettings(onSaved);
  const failure = saving.error && toFailure(saving.error);
  return (
    <form
      className="grid gap-4 card p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate(toChanges(new FormData(event.currentTarget)));
      }}
    >
      <fieldset disabled={!canWrite} className="grid gap-4">
        <legend className="sr-only">{t("title")}</legend>
        <Switch name="two_person_rule" isOn={settings.two_person_rule} />
        <Switch name="mask_names" isOn={settings.mask_names} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Time name="idle_minutes" value={settings.idle_minutes} bounds={idleMinutes} />
          <Time name="session_hours" value={settings.session_hours} bounds={sessionHours} />
          <Time name="step_up_minutes" value={settings.step_up_minutes} bounds={stepUpMinutes} />
          <Time name="directory_hours" value={settings.directory_hours} bounds={directoryHours} />
          <Time name="approval_hours" value={settings.approval_hours} bounds={approvalHours} />
        </div>
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
  name: "idle_minutes" | "session_hours" | "step_up_minutes" | "directory_hours" | "approval_hours";
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
    directory_hours: Number(form.get("directory_hours")),
    approval_hours: Number(form.get("approval_hours")),
  };
}
