"use client";

import type { ComponentProps } from "react";
import { BreakdownView } from "@/components/reports/shared/breakdown-view";
import { LoadingState } from "@/components/shell/loading-state";
import { NumberText } from "@/components/ui/display/number-text";
import { loadedLater } from "@/components/ui/on-demand";
import { usageRowsQuery } from "@/lib/money/reports/queries";
import type { UsageReport } from "@/lib/money/reports/schema";
import type { UsageQuery } from "@/lib/money/reports/usage/search-params";
import { UsageChart } from "./usage-chart";
import { usageKeys, useUsageColumns } from "./use-usage-columns";
import { useUsagePeriodColumns } from "./use-usage-period-columns";

const UsageCross = loadedLater(() => import("./usage-cross").then((file) => file.UsageCross), LoadingState);

type Props = { query: UsageQuery } & Omit<ComponentProps<typeof BreakdownView<UsageReport>>, "definition">;

export function UsageBreakdown({ query, ...view }: Props) {
  const { report } = view;
  return (
    <BreakdownView
      {...view}
      definition={{
        noun: "usage",
        Chart: UsageChart,
        parts: { shown: useUsageColumns(report), keys: usageKeys },
        toPeriodColumns: useUsagePeriodColumns(report),
        comparable: {
          compared: report.compared,
          toTotal: ({ tokens }) => tokens,
          now: report.tokens,
          before: report.compared?.total ?? null,
          show: (tokens) => <NumberText value={tokens} />,
        },
        pivot: <UsageCross tags={report.tags} today={report.today} />,
        rows: usageRowsQuery(query),
      }}
    />
  );
}
