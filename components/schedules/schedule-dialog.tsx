"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { RecipientFields, readRecipients } from "@/components/directory/recipient-fields";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { GoneNote } from "@/components/shell/gone-note";
import { createUuid } from "@/components/shell/uuid";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import { maxNameLength } from "@/lib/delivery/vocabulary";
import type { Schedule } from "@/lib/schedules/schema";
import { type Cadence, cadences, scheduledReports } from "@/lib/schedules/vocabulary";
import { ReportFields } from "./report-fields";
import { RhythmFields } from "./rhythm-fields";
import type { Asked } from "./use-asked-schedule";
import { useSaveSchedule } from "./use-schedule-mutations";

type Props = { asked: Asked; schedule?: Schedule; isGone?: boolean; onClose: () => void };

export function ScheduleDialog({ asked, schedule, isGone = false, onClose }: Props) {
  const t = useTranslations("schedules");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const formId = useId();
  const [newId] = useState(createUuid); // A stable ID, so that a form sent twice schedules one report.
  const saving = useSaveSchedule({ isNew: !schedule, onSaved: onClose });
  const failure = saving.error && toFailure(saving.error);
  const save = (form: FormData) => {
    if (saving.isPending || isGone) return;
    const scheduleId = schedule?.id ?? newId;
    saving.mutate({ ...readTerms(form), scheduleId, recipients: readRecipients(form), locale });
  };
  return (
    <Dialog
      title={t(schedule ? "changeTitle" : "addTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={isGone}
            isPending={saving.isPending}
          >
            {t(schedule ? "save" : "add")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(new FormData(event.currentTarget));
        }}
      >
        <Field label={t("name")} hint={t("nameHint")}>
          {(control) => (
            <Input
              {...control}
              name="name"
              required
              maxLength={maxNameLength}
              defaultValue={schedule?.name ?? t(`reports.${asked.report}`)}
              autoComplete="off"
            />
          )}
        </Field>
        <ReportFields asked={asked} />
        <RhythmFields schedule={schedule} />
        <RecipientFields
          recipients={schedule?.recipients ?? []}
          isNew={false}
          errors={failure?.fields?.recipients}
        />
        {isGone && !saving.isPending && <GoneNote />}
        {failure && !failure.fields && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}

function readTerms(form: FormData) {
  const read = (name: string) => String(form.get(name) ?? "").trim();
  const cadence: Cadence = cadences.find((one) => one === read("cadence")) ?? "weekly";
  return {
    name: read("name"),
    report: scheduledReports.find((one) => one === read("report")) ?? "cost",
    query: read("query"),
    cadence,
    day: Number(read("day") || 1),
    hour: Number(read("hour")),
  };
}
