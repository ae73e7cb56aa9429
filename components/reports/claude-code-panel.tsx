"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { claudeCodeQuery } from "@/lib/reports/queries";
import {
  type ClaudeCodeSearch,
  claudeCodeSearchKeys,
  claudeCodeSearchParams,
  periodsTable,
  toActorsQuery,
  toPeriodQuery,
} from "@/lib/reports/search-params";
import { ActorsTable } from "./actors-table";
import { ClaudeCodeChart } from "./claude-code-chart";
import { ClaudeCodeEmpty } from "./claude-code-empty";
import { ClaudeCodePeriods } from "./claude-code-periods";
import { ClaudeCodeSummary } from "./claude-code-summary";
import { KindSwitch } from "./kind-switch";
import { ReportNotes } from "./report-notes";
import { ReportToolbar } from "./report-toolbar";
import { ToolsTable } from "./tools-table";

type Props = {
  /** The UTC day of the server's answer. */
  today: string;
  /** Whether the reader sees a part of the organisation only. */
  isNarrowed: boolean;
};

export function ClaudeCodePanel({ today, isNarrowed }: Props) {
  const [search, setSearch] = useQueryStates(claudeCodeSearchParams, { urlKeys: claudeCodeSearchKeys });
  const query = toPeriodQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(claudeCodeQuery(query));
  // Another list is read from its top.
  const change = (part: Partial<ClaudeCodeSearch>) => setSearch({ ...part, page: null });
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <ClaudeCodeSummary report={data} />
      <ReportToolbar search={search} onChange={change} />
      <ReportNotes report={data} />
      {data.kinds.length === 0 ? (
        <ClaudeCodeEmpty isNarrowed={isNarrowed} />
      ) : (
        <>
          <ClaudeCodeChart report={data} isBusy={isPlaceholderData} />
          <KindSwitch report={data} value={search.table} onChange={(table) => change({ table })} />
          {search.table === periodsTable ? (
            <ClaudeCodePeriods report={data} isBusy={isPlaceholderData} />
          ) : (
            <ActorsTable query={toActorsQuery(search, today)} onChange={setSearch} />
          )}
          <ToolsTable report={data} isBusy={isPlaceholderData} />
        </>
      )}
    </>
  );
}
