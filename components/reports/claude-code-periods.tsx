"use client";

import { useLocale, useTranslations } from "next-intl";
import { NumberText } from "@/components/ui/number-text";
import { Table, toRows } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-columns";
import { formatDay } from "@/lib/format";
import type { ClaudeCodeReport } from "@/lib/reports/schema";
import { listKinds } from "./list-kinds";
import { useKindName } from "./use-kind-name";
import { useWorkColumns } from "./use-work-columns";

type Bucket = ClaudeCodeReport["buckets"][number];

/** The chart in figures, newest first. Who was active on two days counts on each: such a column has no total. */
export function ClaudeCodePeriods({ report, isBusy }: { report: ClaudeCodeReport; isBusy: boolean }) {
  const t = useTranslations("claudeCode");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const toName = useKindName();
  const work = useWorkColumns<Bucket>({ total: report.sums });
  const columns: Column<Bucket>[] = [
    {
      id: "day",
      header: tReports(`periods.${report.granularity}`),
      width: 140,
      footer: tReports("total"),
      cell: ({ startsOn }) => formatDay(startsOn, locale),
    },
    ...listKinds(report).map((kind) => ({
      id: `kind:${kind}`,
      header: toName(kind),
      width: 120,
      isNumeric: true,
      cell: ({ parts }: Bucket) => <NumberText value={parts.find(({ key }) => key === kind)?.actors ?? 0} />,
    })),
    ...work,
  ];
  const newestFirst = report.buckets.toReversed();
  return (
    <Table
      label={t("title")}
      columns={columns}
      rows={toRows(newestFirst, ({ startsOn }) => startsOn)}
      isBusy={isBusy}
    />
  );
}
