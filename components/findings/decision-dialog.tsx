"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input, inputClass } from "@/components/ui/controls/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import { addDays, toDay } from "@/lib/core/format/calendar";
import type { Finding } from "@/lib/governance/findings/schema";
import { useAssignFindings, useDismissFindings } from "./use-finding-mutations";

type Props = {
  findings: readonly (Pick<Finding, "id"> & Partial<Pick<Finding, "assigned">>)[];
  /** Called when it is decided, or the run that does it has started. */
  onDone?: () => void;
  onClose: () => void;
};
type Fields = Record<string, string[]> | undefined;

const usualDays = { dismissed: 90, due: 14 };
const rows = 3;

export function DismissDialog({ findings, onClose, onDone = onClose }: Props) {
  const t = useTranslations("findings.dismissal");
  const saving = useDismissFindings(findings, onDone);
  return (
    <DecisionForm
      title={t("title", { count: findings.length })}
      submit={t("submit")}
      saving={saving}
      onSubmit={(toText) => saving.mutate({ reason: toText("reason"), until: toText("until") })}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Field
            label={t("reason")}
            hint={t("reasonHint", { count: findings.length })}
            errors={fields?.reason}
          >
            {(control) => (
              <textarea
                {...control}
                name="reason"
                rows={rows}
                maxLength={500}
                required
                className={`${inputClass} h-auto! py-1.5`}
              />
            )}
          </Field>
          <DayField label={t("until")} name="until" days={usualDays.dismissed} errors={fields?.until} />
        </>
      )}
    </DecisionForm>
  );
}

export function AssignDialog({ findings, onClose, onDone = onClose }: Props) {
  const t = useTranslations("findings.assignment");
  const saving = useAssignFindings(findings, onDone);
  const [only] = findings;
  const to = findings.length === 1 ? only?.assigned?.to : undefined;
  return (
    <DecisionForm
      title={t("title", { count: findings.length })}
      submit={t("submit")}
      saving={saving}
      onSubmit={(toText) => saving.mutate({ to: toText("to"), dueOn: toText("dueOn") })}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Field label={t("to")} hint={t("toHint", { count: findings.length })} errors={fields?.to}>
            {(control) => <Input {...control} type="email" name="to" required defaultValue={to ?? ""} />}
          </Field>
          <DayField label={t("dueOn")} name="dueOn" days={usualDays.due} errors={fields?.dueOn} />
        </>
      )}
    </DecisionForm>
  );
}

type DayProps = { label: string; name: string; days: number; errors: string[] | undefined };

function DayField({ label, name, days, errors }: DayProps) {
  const today = toDay(new Date());
  return (
    <Field label={label} errors={errors}>
      {(control) => (
        <Input
          {...control}
          type="date"
          name={name}
          required
          min={today}
          defaultValue={addDays(today, days)}
        />
      )}
    </Field>
  );
}

type FormProps = {
  title: string;
  submit: string;
  saving: { isPending: boolean; error: Error | null };
  onSubmit: (toText: (name: string) => string) => void;
  onClose: () => void;
  children: (fields: Fields) => ReactNode;
};

function DecisionForm({ title, submit, saving, onSubmit, onClose, children }: FormProps) {
  const ui = useTranslations("ui");
  const formId = useId();
  const failure = saving.error && toFailure(saving.error);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={saving.isPending}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          if (!saving.isPending) onSubmit((name) => String(form.get(name) ?? ""));
        }}
      >
        {children(failure?.fields)}
        {failure && !failure.fields && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}
