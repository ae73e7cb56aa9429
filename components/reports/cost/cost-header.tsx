"use client";

import { useTranslations } from "next-intl";
import { ReportExport } from "@/components/reports/shared/report-export";
import { PageHeader } from "@/components/shell/page-header";
import { costDimension } from "@/lib/money/reports/cost/dimensions";
import { toCostCrossQuery } from "@/lib/money/reports/cost/search-params";
import { listExportsOf } from "@/lib/money/reports/dimension";
import type { ShownCost } from "./use-cost-controls";

type Props = Pick<ShownCost, "query" | "search"> & { today: string };

export function CostHeader({ query, search, today }: Props) {
  const t = useTranslations("cost");
  const isPivot = search.table === "pivot";
  const groups = isPivot ? [query.group, toCostCrossQuery(search, today).by] : [query.group];
  const columns = [
    ...(isPivot ? [] : ["day"]),
    ...groups.flatMap((one) => listExportsOf(costDimension, one)),
  ];
  return (
    <PageHeader
      title={t("title")}
      about={t("description")}
      actions={<ReportExport noun="cost" query={query} columns={columns} />}
    />
  );
}
