"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { settingsQuery } from "@/lib/settings/queries";
import type { ShownSettings } from "@/lib/settings/schema";
import { idleMinutes, sessionHours } from "@/lib/settings/vocabulary";
import { useChangeSettings } from "./use-change-settings";

/** The rules that hold for everybody. */
export function RulesSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("settings.rules");
  const { data, error, refetch } = useQuery(settingsQuery());
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section title={t("title")} text={t(canWrite ? "text" : "readText")}>
      {/* The form keeps what it began with; a change from elsewhere begins it anew. */}
      <RulesForm key={JSON.stringify(data)} settings={data} canWrite={canWrite} />
    </Section>
  );
}

function RulesForm({ settings, canWrite }: { settings: ShownSettings; canWrite: boolean }) {
  const t = useTranslations("settings.rules");
  const saving = useChangeSettings();
  const failure = saving.error && toFailure(saving.error);
  return (
    <form
      className="grid max-w-2xl gap-4 rounded-lg border bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate(toChanges(new FormData(event.currentTarget)));
      }}
    >
      <fieldset disabled={!canWrite} className="grid gap-4">
        <legend className="sr-only">{t("title")}</legend>
        <Switch name="two_person_rule" isOn={settings.two_person_rule} />
        <Switch name="mask_names" isOn={settings.mask_names} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Time name="idle_minutes" value={settings.idle_minutes} bounds={idleMinutes} />
          <Time name="session_hours" value={settings.session_hours} bounds={sessionHours} />
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
  name: "idle_minutes" | "session_hours";
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
  };
}
