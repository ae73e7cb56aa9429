"use client";

import { useTranslations } from "next-intl";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { ProgressBar } from "@/components/shell/progress-bar";
import { DateText } from "@/components/ui/display/date-text";
import { countDays, type DayRange } from "@/lib/core/format/calendar";
import type { Coverage } from "@/lib/money/reports/schema";

type Props = { report: Coverage & DayRange };

/** Below the numbers, so that nothing moves when the history is complete; a badge is at the figure that can't be relied on. */
export function ReportNotes({ report }: Props) {
  const { incompleteDays } = report;
  return (
    <div className="grid gap-1 empty:hidden">
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
      <DataAsOf report={report} />
    </div>
  );
}

function DataAsOf({ report }: Props) {
  const t = useTranslations("reports");
  const { dataAsOf, loading, refusedDays, unkeptDays } = report;
  if (dataAsOf === null && !loading && refusedDays + unkeptDays === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-ink-muted text-xs">
      {dataAsOf !== null && <p>{t.rich("asOf", { time: () => <DateText at={dataAsOf} show="minute" /> })}</p>}
      <LackingDays report={report} />
      {loading && <LoadingDays report={report} isFailing={loading.isFailing} />}
    </div>
  );
}

/** The days of a range that will never be loaded. */
export function LackingDays({ report: { refusedDays, unkeptDays } }: Props) {
  const t = useTranslations("reports");
  return (
    <>
      {refusedDays > 0 && <p role="note">{t("refused", { count: refusedDays })}</p>}
      {unkeptDays > 0 && <p role="note">{t("unkept", { count: unkeptDays })}</p>}
    </>
  );
}

/** How much of a report's range is loaded. */
export function LoadingDays({ report, isFailing }: Props & { isFailing: boolean }) {
  const t = useTranslations("reports");
  const tSync = useTranslations("sync");
  const total = countDays(report) - report.unkeptDays;
  const done = total - report.missingDays;
  return (
    <div role="note" className="flex flex-wrap items-center gap-x-2 tabular-nums">
      <p>{t("backfill")}</p>
      <ProgressBar label={t("backfillLabel")} done={done} total={total} isSmall />
      {/* Last, because it grows. */}
      <p className="text-ink">{tSync(isFailing ? "historyFailing" : "loadingHistory", { done, total })}</p>
    </div>
  );
}
