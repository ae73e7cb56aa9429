"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { Select } from "@/components/ui/controls/select";
import { type ScheduledReport, scheduledReports } from "@/lib/across/schedules/vocabulary";
import type { Asked } from "./use-asked-schedule";

type Props = { asked: Asked; reports: readonly ScheduledReport[] };

/** Offers what the person may see. Another report has other filters, so choosing one drops those of the first. */
export function ReportFields({ asked, reports }: Props) {
  const t = useTranslations("schedules");
  const [report, setReport] = useState(asked.report);
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
              setReport(scheduledReports.find((one) => one === target.value) ?? "cost")
            }
            options={offered.map((value) => ({ value, label: t(`reports.${value}`) }))}
          />
        )}
      </Field>
      <input type="hidden" name="query" value={query} />
    </>
  );
}
