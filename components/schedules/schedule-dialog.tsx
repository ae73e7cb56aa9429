"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { RecipientFields, readRecipients } from "@/components/directory/recipient-fields";
import { FormDialog } from "@/components/shell/form-dialog";
import { createUuid } from "@/components/shell/uuid";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Select } from "@/components/ui/controls/select";
import type { Schedule } from "@/lib/across/schedules/schema";
import {
  type Cadence,
  cadences,
  type ScheduledReport,
  scheduledReports,
} from "@/lib/across/schedules/vocabulary";
import { maxNameLength } from "@/lib/core/delivery/vocabulary";
import { RhythmFields } from "./rhythm-fields";
import type { Asked } from "./use-asked-schedule";
import { useSaveSchedule } from "./use-schedule-mutations";

type Props = {
  asked: Asked;
  reports: readonly ScheduledReport[];
  schedule?: Schedule;
  isGone?: boolean;
  onClose: () => void;
};

export function ScheduleDialog({ asked, reports, schedule, isGone = false, onClose }: Props) {
  const t = useTranslations("schedules");
  const locale = useLocale();
  const [newId] = useState(createUuid); // A stable ID, so that a form sent twice schedules one report.
  const [report, setReport] = useState(asked.report);
  // Follows the report until it is typed.
  const [name, setName] = useState(schedule?.name);
  const saving = useSaveSchedule({ isNew: !schedule, onSaved: onClose });
  return (
    <FormDialog
      labels={{ title: t(schedule ? "changeTitle" : "addTitle"), submit: t(schedule ? "save" : "add") }}
      saving={saving}
      isGone={isGone}
      onClose={onClose}
      onSubmit={(form) => {
        const scheduleId = schedule?.id ?? newId;
        saving.mutate({ ...readTerms(form), scheduleId, recipients: readRecipients(form), locale });
      }}
    >
      {(faults) => (
        <>
          <Field label={t("name")} hint={t("nameHint")}>
            {(control) => (
              <Input
                {...control}
                name="name"
                required
                maxLength={maxNameLength}
                value={name ?? t(`reports.${report}`)}
                onChange={({ target }) => setName(target.value)}
                autoComplete="off"
              />
            )}
          </Field>
          <ReportFields asked={asked} reports={reports} report={report} onChoose={setReport} />
          <RhythmFields schedule={schedule} usual={toUsualCadence(asked)} />
          <RecipientFields
            recipients={schedule?.recipients ?? []}
            isNew={false}
            errors={faults?.recipients}
          />
        </>
      )}
    </FormDialog>
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

/** What is of whole months is sent once a month. */
function toUsualCadence({ report, query }: Asked): Cadence {
  const range = new URLSearchParams(query).get("range") ?? "";
  return report === "statement" || monthlyRanges.includes(range) ? "monthly" : "weekly";
}

const monthlyRanges = ["last_month", "quarter", "last_quarter"];

type ReportFieldsProps = {
  asked: Asked;
  reports: readonly ScheduledReport[];
  report: ScheduledReport;
  onChoose: (report: ScheduledReport) => void;
};

/** Offers what the person may see. Another report has other filters, so choosing one drops those of the first. */
function ReportFields({ asked, reports, report, onChoose }: ReportFieldsProps) {
  const t = useTranslations("schedules");
  const offered = reports.includes(asked.report) ? reports : [asked.report, ...reports];
  const query = report === asked.report ? asked.query : "";
  return (
    <>
      <Field label={t("report")} hint={t(query === "" ? "usual" : "asShown")}>
        {(control) => (
          <Select
            {...control}
            name="report"
            value={report}
            onChange={({ target }) =>
              onChoose(scheduledReports.find((one) => one === target.value) ?? "cost")
            }
            options={offered.map((value) => ({ value, label: t(`reports.${value}`) }))}
          />
        )}
      </Field>
      <input type="hidden" name="query" value={query} />
    </>
  );
}
