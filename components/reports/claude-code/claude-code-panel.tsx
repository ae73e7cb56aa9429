"use client";

import { useQuery } from "@tanstack/react-query";
import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Options, useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { LaterFilterChips } from "@/components/reports/shared/later-filter-chips";
import { ReportNotes } from "@/components/reports/shared/report-notes";
import { ReportTop } from "@/components/reports/shared/report-top";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { State } from "@/components/shell/state";
import { listUrl } from "@/lib/core/address/search-params";
import { claudeCodeDimensions } from "@/lib/money/reports/claude-code/dimensions";
import {
  type ClaudeCodeSearch,
  claudeCodeSearchParams,
  toClaudeCodeQuery,
} from "@/lib/money/reports/claude-code/search-params";
import { claudeCodeQuery } from "@/lib/money/reports/queries";
import { AdoptionFigures } from "./adoption-figures";
import { ClaudeCodeBreakdown } from "./claude-code-breakdown";
import { ClaudeCodeCost } from "./claude-code-cost";
import { ClaudeCodeHeader, ClaudeCodeSummary } from "./claude-code-summary";
import { ClaudeCodeToolbar } from "./claude-code-toolbar";

const reasons = ["delay", "subscription", "clouds"] as const;

type Props = {
  today: string;
  /** Whether the person sees only part of the organization. */
  isNarrowed: boolean;
  savedViews: ReactNode;
};

export function ClaudeCodePanel({ today, isNarrowed, savedViews }: Props) {
  const [search, setSearch] = useQueryStates(claudeCodeSearchParams, listUrl);
  const query = toClaudeCodeQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(claudeCodeQuery(query));
  const change = (part: Partial<ClaudeCodeSearch>, options?: Options) =>
    setSearch({ ...part, page: null }, options);
  const header = <ClaudeCodeHeader query={query} />;
  const toolbar = (
    <ClaudeCodeToolbar search={search} query={query} today={today} onChange={change}>
      {savedViews}
    </ClaudeCodeToolbar>
  );
  if (error && !data)
    return (
      <>
        <ReportTop>
          {header}
          {toolbar}
        </ReportTop>
        <FailedState failure={toFailure(error)} onRetry={refetch} />
      </>
    );
  if (!data) return <LoadingState />;
  return (
    <>
      <ReportTop>
        {header}
        <ClaudeCodeSummary report={data} />
        {toolbar}
        <LaterFilterChips
          filters={data.filters}
          dimensions={claudeCodeDimensions}
          onChange={(dimension, values) => change({ [dimension]: values })}
        />
      </ReportTop>
      {data.kinds.length === 0 && data.loading && <LoadingHistory loading={data.loading} />}
      {data.kinds.length === 0 && !data.loading && (
        <ClaudeCodeEmpty
          isNarrowed={isNarrowed}
          isFiltered={data.filters.length > 0}
          isMasked={data.isMasked}
        />
      )}
      {data.kinds.length > 0 && (
        <ClaudeCodeBreakdown
          report={data}
          isBusy={isPlaceholderData}
          search={search}
          today={today}
          onChange={change}
          onPage={(page) => setSearch({ page })}
        />
      )}
      <ReportNotes report={data} />
      {data.kinds.length > 0 && <ClaudeCodeCost report={data} />}
      <AdoptionFigures />
    </>
  );
}

type ClaudeCodeEmptyProps = { isNarrowed: boolean; isFiltered: boolean; isMasked: boolean };

function ClaudeCodeEmpty({ isNarrowed, isFiltered, isMasked }: ClaudeCodeEmptyProps) {
  const t = useTranslations("claudeCode");
  return (
    <State icon={<SquareTerminal />} title={t("emptyTitle")}>
      <p>{t("emptyText")}</p>
      <ul className="mt-2 list-disc pl-5 text-left">
        {[
          ...(isMasked ? (["masked"] as const) : []),
          ...(isFiltered ? (["filter"] as const) : []),
          ...reasons,
          ...(isNarrowed ? (["scope"] as const) : []),
        ].map((reason) => (
          <li key={reason}>{t(`emptyReasons.${reason}`)}</li>
        ))}
      </ul>
    </State>
  );
}
