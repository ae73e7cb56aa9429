"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReportName } from "@/lib/history/vocabulary";
import { syncStatusQuery } from "@/lib/sync/queries";
import { IncompleteNote } from "./incomplete-note";

type Props = {
  /** What the numbers are read from. */
  reports: readonly ReportName[];
  /** The days that they stand on, both inclusive. */
  range: { from: string; to: string };
};

/** Says so where numbers stand on days of which rows could not be read; the console knows of all such days. */
export function IncompleteDays({ reports, range: { from, to } }: Props) {
  const { data } = useQuery(syncStatusQuery());
  const days = new Set(reports.flatMap((report) => data?.incompleteDays[report] ?? []));
  const count = [...days].filter((day) => from <= day && day <= to).length;
  return count > 0 && <IncompleteNote days={count} />;
}

/** The same for the last so many days and today. */
export function IncompleteLately({ reports, days }: Pick<Props, "reports"> & { days: number }) {
  const { data } = useQuery(syncStatusQuery());
  if (!data) return null;
  const from = new Date(Date.parse(data.today) - days * 86_400_000).toISOString().slice(0, 10);
  return <IncompleteDays reports={reports} range={{ from, to: data.today }} />;
}
