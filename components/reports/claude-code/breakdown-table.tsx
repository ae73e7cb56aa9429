"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toCssColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { useDimensionName } from "@/components/reports/shared/use-dimension-name";
import { useValueName } from "@/components/reports/shared/use-value-name";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { NumberText } from "@/components/ui/display/number-text";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { sumDecimals } from "@/lib/core/money/money-math";
import { claudeCodeBreakdowns } from "@/lib/money/reports/claude-code/dimensions";
import type { ClaudeCodeBreakdown, ClaudeCodeSums } from "@/lib/money/reports/claude-code/schema";
import type { Breakdown, BreakdownQuery } from "@/lib/money/reports/claude-code/search-params";
import { breakdownQuery } from "@/lib/money/reports/queries";
import { noKey, workCounts } from "@/lib/money/reports/vocabulary";
import { useWorkColumns } from "./use-work-columns";

type Row = ClaudeCodeBreakdown["rows"][number];
type Props = { query: BreakdownQuery; onChange: (by: Breakdown) => void };

export function BreakdownTable({ query, onChange }: Props) {
  const t = useTranslations("claudeCode.breakdown");
  const toDimension = useDimensionName();
  const { data, error, refetch, isPlaceholderData } = useQuery(breakdownQuery(query));
  const columns = useBreakdownColumns(data?.by ?? query.by, data?.rows ?? []);
  return (
    <section className="grid gap-2">
      <h2 className="flex items-center gap-1 text-base">
        {t("title")} <InfoTip about={t("title")}>{t("note")}</InfoTip>
      </h2>
      <div className="overflow-x-auto">
        <SegmentedControl
          label={t("by")}
          options={claudeCodeBreakdowns.map((value) => ({ value, label: toDimension(value) }))}
          value={query.by}
          onChange={onChange}
        />
      </div>
      {error && !data && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!error && !data && <Skeleton className="h-40 w-full" />}
      {data && (
        <Table
          label={t("title")}
          columns={columns}
          rows={toRows(data.rows, ({ key }) => key)}
          isBusy={isPlaceholderData}
        />
      )}
    </section>
  );
}

/** By model, the report has only tokens and cost. */
function useBreakdownColumns(by: Breakdown, rows: readonly Row[]): Column<Row>[] {
  const t = useTranslations("claudeCode.breakdown");
  const tReports = useTranslations("reports");
  const toDimension = useDimensionName();
  const toName = useValueName();
  const work = useWorkColumns<Row>({ rows, total: toTotal(rows) });
  return [
    {
      id: "key",
      header: toDimension(by),
      footer: tReports("total"),
      cell: ({ key, color }) => (
        <span className="flex items-center gap-2.5">
          {by === "model" && <Swatch color={toCssColor(color)} />}
          <VendorText>{toName(by, { key, label: key === noKey ? null : key })}</VendorText>
        </span>
      ),
    },
    {
      id: "actors",
      header: t("actors"),
      width: 100,
      isNumeric: true,
      cell: ({ actors }) => <NumberText value={actors} />,
    },
    ...(by === "model" ? work.filter(({ id }) => id === "cents" || id === "tokens") : work),
  ];
}

/** People may be in several rows, so only their work is added up. */
function toTotal(rows: readonly Row[]): ClaudeCodeSums | undefined {
  if (rows.length === 0) return undefined;
  const names = [...workCounts, "tokens", "cents"] as const;
  const sums = names.map((name) => [name, sumDecimals(rows.map(({ sums }) => sums[name]))]);
  return Object.fromEntries(sums) as ClaudeCodeSums; // Sound: every name has its sum.
}
