"use client";

import { useQuery } from "@tanstack/react-query";
import { loadedLater } from "@/components/ui/on-demand";
import { syncStatusQuery } from "@/lib/across/sync/queries";
import { addDays } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";

const IncompleteNote = loadedLater(() => import("./incomplete-note").then((file) => file.IncompleteNote));

type Props = {
  reports: readonly ReportName[];
  range: { from: string; to: string };
};

/** Warns only about incomplete days that affect these numbers. */
export function IncompleteDays({ reports, range: { from, to } }: Props) {
  const { data } = useQuery(syncStatusQuery());
  const days = new Set(reports.flatMap((report) => data?.incompleteDays[report] ?? []));
  const count = [...days].filter((day) => from <= day && day <= to).length;
  return count > 0 && <IncompleteNote days={count} />;
}

export function IncompleteLately({ reports, days }: Pick<Props, "reports"> & { days: number }) {
  const { data } = useQuery(syncStatusQuery());
  if (!data) return null;
  const from = addDays(data.today, -days);
  return <IncompleteDays reports={reports} range={{ from, to: data.today }} />;
}
