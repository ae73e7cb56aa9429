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
  const all = reports.flatMap((report) => data?.incompleteDays[report] ?? []);
  const days = new Set(all.filter((day) => from <= day && day <= to)).size;
  return days > 0 && <IncompleteNote days={days} />;
}

export function IncompleteLately({ reports, days }: Pick<Props, "reports"> & { days: number }) {
  const { data } = useQuery(syncStatusQuery());
  return (
    data && <IncompleteDays reports={reports} range={{ from: addDays(data.today, -days), to: data.today }} />
  );
}
