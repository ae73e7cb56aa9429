"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { Select } from "@/components/ui/controls/select";
import { scheduledReports } from "@/lib/schedules/vocabulary";
import type { Asked } from "./use-asked-schedule";

/** Another report has other filters, so choosing one drops those of the first. */
export function ReportFields({ asked }: { asked: Asked }) {
  const t = useTranslations("schedules");
  const [report, setReport] = useState(asked.report);
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
            options={scheduledReports.map((value) => ({ value, label: t(`reports.${value}`) }))}
          />
        )}
      </Field>
      <input type="hidden" name="query" value={query} />
    </>
  );
}
