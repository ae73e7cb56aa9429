"use client";

import { useTranslations } from "next-intl";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { ProgressBar } from "@/components/shell/progress-bar";
import { DateText } from "@/components/ui/display/date-text";
import { countDays, type DayRange } from "@/lib/calendar";
import type { Coverage } from "@/lib/reports/schema";

export function ReportNotes({ report }: { report: Coverage & DayRange }) {
  const t = useTranslations("reports");
  const { missingDays, refusedDays, unkeptDays, incompleteDays, loading } = report;
  const tSync = useTranslations("sync");
  const total = countDays(report) - unkeptDays;
  return (
    <div className="grid gap-2 text-ink-muted text-sm empty:hidden">
      {loading && (
        <div className="grid max-w-md gap-1.5 tabular-nums" role="note">
          <p className="text-ink">
            {tSync(loading.isFailing ? "historyFailing" : "loadingHistory", {
              done: total - missingDays,
              total,
            })}
          </p>
          <ProgressBar label={t("backfillLabel")} done={total - missingDays} total={total} />
          <p>{t("backfill")}</p>
        </div>
      )}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
      {refusedDays > 0 && <p role="note">{t("refused", { count: refusedDays })}</p>}
      {unkeptDays > 0 && <p role="note">{t("unkept", { count: unkeptDays })}</p>}
    </div>
  );
}

export function DataAsOf({ report: { dataAsOf } }: { report: Coverage }) {
  const t = useTranslations("reports");
  if (dataAsOf === null) return null;
  return (
    <p className="text-ink-muted text-xs">
      {t.rich("asOf", { time: () => <DateText at={dataAsOf} show="minute" /> })}
    </p>
  );
}
