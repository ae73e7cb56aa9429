"use client";

import type { ComponentProps } from "react";
import { BreakdownView } from "@/components/reports/shared/breakdown-view";
import { LoadingState } from "@/components/shell/loading-state";
import { Amount } from "@/components/ui/display/amount";
import { loadedLater } from "@/components/ui/on-demand";
import type { CostQuery } from "@/lib/money/reports/cost/search-params";
import { costRowsQuery } from "@/lib/money/reports/queries";
import type { CostReport } from "@/lib/money/reports/schema";
import { CostChart } from "./cost-chart";
import { printCost } from "./print-cost";
import { useComparedParts } from "./use-compared-parts";
import { costKeys, toCostLines, useCostColumns, useCostPeriodColumns } from "./use-cost-columns";

const CostCross = loadedLater(() => import("./cost-cross").then((file) => file.CostCross), LoadingState);

type Props = { query: CostQuery } & Omit<ComponentProps<typeof BreakdownView<CostReport>>, "definition">;

export function CostBreakdown({ query, ...view }: Props) {
  const { report } = view;
  const compared = useComparedParts(report);
  return (
    <BreakdownView
      {...view}
      definition={{
        noun: "cost",
        Chart: CostChart,
        parts: {
          shown: useCostColumns(report, compared),
          hasShare: compared === null,
          keys: costKeys,
          lines: toCostLines(report),
        },
        toPeriodColumns: useCostPeriodColumns(report),
        comparable: {
          compared: report.compared,
          toTotal: ({ totalCents }) => totalCents,
          now: report.totalCents,
          before: report.compared?.total ?? null,
          show: (cents, printed) => <Amount cents={cents} printed={printed} />,
          printed: printCost(report),
        },
        pivot: <CostCross report={report} />,
        rows: costRowsQuery(query),
      }}
    />
  );
}
