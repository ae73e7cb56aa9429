"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/controls/button";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { settingsQuery } from "@/lib/core/settings/queries";
import type { ShownSettings } from "@/lib/core/settings/schema";
import { ChangedMeanwhile } from "./changed-meanwhile";
import { FailedState } from "./failed-state";
import { toFailure } from "./failure";
import { FailureNote } from "./failure-note";
import { LoadingState } from "./loading-state";
import { Section } from "./section";
import { useFormBase } from "./use-form-base";

type SectionProps<T> = FieldsProps<T> & { title: string; text: string; select: (all: ShownSettings) => T };
type FieldsProps<T> = { children: (stored: T, onSaved: () => void) => ReactNode };

/** A part of the settings with its form. */
export function SettingsSection<T>({ title, text, select, children }: SectionProps<T>) {
  const { data, error, refetch } = useQuery(settingsQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section title={title} text={text}>
      <Fields stored={select(data)}>{children}</Fields>
    </Section>
  );
}

/** A change by someone else resets the form, unless it has unsaved input. */
function Fields<T>({ stored, children }: FieldsProps<T> & { stored: T }) {
  const { base, version, isEdited, isOutdated, listeners, reset, catchUp } = useFormBase(stored);
  useUnsaved(isEdited);
  return (
    <div {...listeners} className="grid max-w-2xl gap-3">
      {isOutdated && <ChangedMeanwhile onShow={catchUp} />}
      <div key={version}>{children(base, reset)}</div>
    </div>
  );
}

type FormProps = {
  legend: string;
  save: string;
  saving: { isPending: boolean; error: Error | null };
  canWrite: boolean;
  onSave: (form: FormData) => void;
  children: ReactNode;
};

export function SettingsForm({ legend, save, saving, canWrite, onSave, children }: FormProps) {
  const failure = saving.error && toFailure(saving.error);
  return (
    <form
      className="grid gap-4 card p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) onSave(new FormData(event.currentTarget));
      }}
    >
      <fieldset disabled={!canWrite} className="grid gap-4">
        <legend className="sr-only">{legend}</legend>
        {children}
      </fieldset>
      {failure && <FailureNote failure={failure} />}
      {canWrite && (
        <Button type="submit" variant="primary" isPending={saving.isPending} className="justify-self-start">
          {save}
        </Button>
      )}
    </form>
  );
}
