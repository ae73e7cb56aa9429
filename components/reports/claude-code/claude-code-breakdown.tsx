"use client";

import { useTranslations } from "next-intl";
import { useLegend } from "@/components/charts/use-legend";
import { toZoom } from "@/components/reports/shared/to-drill";
import type { ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";
import {
  type ClaudeCodeSearch,
  periodsTable,
  toActorsQuery,
  toBreakdownQuery,
} from "@/lib/money/reports/claude-code/search-params";
import { ActorWorkTable } from "./actor-work-table";
import { BreakdownTable } from "./breakdown-table";
import { ClaudeCodeChart } from "./claude-code-chart";
import { ClaudeCodePeriods } from "./claude-code-periods";
import { KindSwitch } from "./kind-switch";
import { listKinds } from "./list-kinds";
import { ToolsTable } from "./tools-table";
import { useKindName } from "./use-kind-name";

type Props = {
  report: ClaudeCodeReport;
  isBusy: boolean;
  search: ClaudeCodeSearch;
  today: string;
  onChange: (change: Partial<ClaudeCodeSearch>, options?: { history: "push" }) => void;
  onPage: (page: number) => void;
};

export function ClaudeCodeBreakdown({ report, isBusy, search, today, onChange, onPage }: Props) {
  const t = useTranslations("claudeCode");
  const toName = useKindName();
  const legend = useLegend(listKinds(report).map((id) => ({ id, name: toName(id) })));
  return (
    <>
      <ClaudeCodeChart
        report={report}
        legend={legend}
        isBusy={isBusy}
        onZoom={(days) => onChange(toZoom(report, days), { history: "push" })}
      />
      <KindSwitch report={report} value={search.table} onChange={(table) => onChange({ table })} />
      {report.isMasked && (
        <p role="note" className="text-ink-muted text-sm">
          {t("masked")}
        </p>
      )}
      {search.table === periodsTable ? (
        <ClaudeCodePeriods report={report} isBusy={isBusy} />
      ) : (
        <ActorWorkTable
          query={toActorsQuery({ ...search, kind: search.table }, today)}
          onChange={(change) => onChange(change)}
          onPage={onPage}
          onHover={legend.onHover}
        />
      )}
      <BreakdownTable query={toBreakdownQuery(search, today)} onChange={(by) => onChange({ by })} />
      <ToolsTable report={report} isBusy={isBusy} />
    </>
  );
}
