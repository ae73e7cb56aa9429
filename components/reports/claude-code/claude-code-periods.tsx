"use client";

import { useTranslations } from "next-intl";
import { PeriodsTable } from "@/components/reports/shared/periods-table";
import { NumberText } from "@/components/ui/display/number-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";
import { listKinds } from "./list-kinds";
import { useKindName } from "./use-kind-name";
import { useWorkColumns } from "./use-work-columns";

type Bucket = ClaudeCodeReport["buckets"][number];

/** Newest first. People active on two days count on both, so these columns have no total. */
export function ClaudeCodePeriods({ report, isBusy }: { report: ClaudeCodeReport; isBusy: boolean }) {
  const t = useTranslations("claudeCode");
  const toName = useKindName();
  const work = useWorkColumns<Bucket>({ total: report.sums, rows: report.buckets });
  const columns: Column<Bucket>[] = [
    {
      id: "actors",
      header: t("active"),
      width: 120,
      isNumeric: true,
      cell: ({ actors }) => <NumberText value={actors} />,
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
  return (
    <PeriodsTable
      label={t("title")}
      report={report}
      columns={columns}
      comparable={{
        compared: report.compared,
        toTotal: ({ actors }) => String(actors),
        now: null,
        before: null,
        show: (actors) => <NumberText value={actors} />,
      }}
      isBusy={isBusy}
    />
  );
}
