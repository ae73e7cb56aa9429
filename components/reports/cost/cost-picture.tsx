"use client";

import type { ComponentProps } from "react";
import { Picture } from "@/components/reports/shared/picture";
import { Amount } from "@/components/ui/display/amount";
import type { CostQuery } from "@/lib/reports/cost/search-params";
import { costRowsQuery } from "@/lib/reports/queries";
import type { CostReport } from "@/lib/reports/schema";
import { CostChart } from "./cost-chart";
import { costKeys, useCostColumns, useCostPeriodColumns } from "./use-cost-columns";

type Props = { query: CostQuery } & Omit<ComponentProps<typeof Picture<CostReport>>, "look">;

export function CostPicture({ query, ...picture }: Props) {
  const { report } = picture;
  return (
    <Picture
      {...picture}
      look={{
        noun: "cost",
        Chart: CostChart,
        parts: { shown: useCostColumns(report), keys: costKeys },
        toPeriodColumns: useCostPeriodColumns(report),
        comparable: {
          compared: report.compared,
          toTotal: ({ totalCents }) => totalCents,
          now: report.totalCents,
          before: report.compared?.total ?? null,
          show: (cents) => <Amount cents={cents} />,
        },
        rows: costRowsQuery(query),
      }}
    />
  );
}
