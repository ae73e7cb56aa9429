"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PeopleFinder } from "@/components/directory/person-finder";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { Input, inputClass } from "@/components/ui/controls/input";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { assigneesQuery } from "@/lib/governance/findings/queries";
import type { Finding } from "@/lib/governance/findings/schema";
import { useAssignFindings, useDismissFindings } from "./use-finding-mutations";

type Props = {
  findings: readonly (Pick<Finding, "id"> & Partial<Pick<Finding, "assigned">>)[];
  /** Called when it is decided, or the run that does it has started. */
  onDone?: () => void;
  onClose: () => void;
};

const usualDays = { dismissed: 90, due: 14 };
const rows = 3;

export function DismissDialog({ findings, onClose, onDone = onClose }: Props) {
  const t = useTranslations("findings.dismissal");
  const saving = useDismissFindings(findings, onDone);
  return (
    <FormDialog
      labels={{ title: t("title", { count: findings.length }), submit: t("submit") }}
      saving={saving}
      onSubmit={(form) => saving.mutate({ reason: toText(form, "reason"), until: toText(form, "until") })}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <Field
            label={t("reason")}
            hint={t("reasonHint", { count: findings.length })}
            errors={faults?.reason}
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
          <DayField label={t("until")} name="until" days={usualDays.dismissed} errors={faults?.until} />
        </>
      )}
    </FormDialog>
  );
}

export function AssignDialog({ findings, onClose, onDone = onClose }: Props) {
  const t = useTranslations("findings.assignment");
  const saving = useAssignFindings(findings, onDone);
  const [only, ...others] = findings;
  const alone = others.length === 0 ? only : undefined;
  const [to, setTo] = useState(alone?.assigned?.to);
  return (
    <FormDialog
      labels={{ title: t("title", { count: findings.length }), submit: t("submit") }}
      saving={{ ...saving, isPossible: to !== undefined }}
      onSubmit={(form) => saving.mutate({ to: to ?? "", dueOn: toText(form, "dueOn") })}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <p className="text-sm">{t("hint", { count: findings.length })}</p>
          <AssigneeFinder findingId={alone?.id} assigned={alone?.assigned} onChoose={setTo} />
          <DayField label={t("dueOn")} name="dueOn" days={usualDays.due} errors={faults?.dueOn} />
        </>
      )}
    </FormDialog>
  );
}

function toText(form: FormData, name: string): string {
  return String(form.get(name) ?? "");
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

type AssigneeFinderProps = {
  /** Undefined for several. */
  findingId: string | undefined;
  assigned: Finding["assigned"] | undefined;
  onChoose: (email: string) => void;
};

/** Finds only people who can see what is assigned to them. */
function AssigneeFinder({ findingId, assigned, onChoose }: AssigneeFinderProps) {
  const [q, setQ] = useState("");
  const { data, error, isPlaceholderData } = useQuery(assigneesQuery(q.trim(), findingId));
  const people = q.trim() === "" || isPlaceholderData ? undefined : data?.people;
  return (
    <PeopleFinder
      q={q}
      onSearch={setQ}
      found={people?.map(toPerson)}
      error={error}
      first={assigned ? toPerson({ email: assigned.to, name: assigned.toName }) : undefined}
      onChoose={onChoose}
    />
  );
}

/** An address is who someone is here, because people outside the directory have no ID. */
function toPerson({ email, name }: { email: string; name: string | null }) {
  return { id: email, email, name: name ?? "" };
}
