import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEffect, useState } from "react";
import { type ScheduledReport, scheduledReports } from "@/lib/across/schedules/vocabulary";

/** What to schedule: a report and the address of what its page showed. */
export type Asked = { report: ScheduledReport; query: string };

const params = {
  report: parseAsStringLiteral(scheduledReports),
  query: parseAsString.withDefault(""),
};

/**
 * A report's menu leads here with what to schedule. The parameters go as soon as the dialog is there, so that reloading
 * and going back don't open it again.
 */
export function useAskedSchedule(): [Asked | undefined, (asked: Asked | undefined) => void] {
  const [asked, setAsked] = useState<Asked>();
  const [{ report, query }, setParams] = useQueryStates(params);
  useEffect(() => {
    if (report === null) return;
    setAsked({ report, query });
    setParams({ report: null, query: null });
  }, [report, query, setParams]);
  return [asked, setAsked];
}
