"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import type { ReportTable } from "@/lib/money/reports/search-params";
import { reportTables } from "@/lib/money/reports/vocabulary";
import { pictureId } from "./report-export";

type Props = {
  chart: ReactNode;
  table: ReportTable;
  onTable: (table: ReportTable) => void;
  children: ReactNode;
};

/** Side by side if there is room and the table is the legend, otherwise stacked. */
export function BreakdownLayout({ chart, table, onTable, children }: Props) {
  return (
    <div
      id={pictureId}
      className={clsx(
        "grid gap-4",
        // A long table scrolls by itself, and the chart is as high, so that neither leaves room below the other.
        table === "parts" &&
          "min-[1440px]:grid-cols-[minmax(0,4fr)_minmax(34.5rem,3fr)] min-[1440px]:[&_section]:max-h-108",
      )}
    >
      {/* With room for the key, which is there when marks and lines are. */}
      <div className="flex min-h-78 min-w-0 flex-col">{chart}</div>
      <div className="grid min-w-0 content-start gap-4">
        <TableSwitch value={table} onChange={onTable} />
        {children}
      </div>
    </div>
  );
}

type TableSwitchProps = { value: ReportTable; onChange: (value: ReportTable) => void };

function TableSwitch({ value, onChange }: TableSwitchProps) {
  const t = useTranslations("reports");
  const options = reportTables.map((table) => ({ value: table, label: t(`tables.${table}`) }));
  return <SegmentedControl label={t("table")} options={options} value={value} onChange={onChange} />;
}
