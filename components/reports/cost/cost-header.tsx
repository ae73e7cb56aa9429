"use client";

import { useTranslations } from "next-intl";
import { ReportExport } from "@/components/reports/shared/report-export";
import { PageHeader } from "@/components/shell/page-header";
import { costDimension } from "@/lib/reports/cost/dimensions";
import type { CostQuery } from "@/lib/reports/cost/search-params";
import { listExportsOf } from "@/lib/reports/dimension";

export function CostHeader({ query }: { query: CostQuery }) {
  const t = useTranslations("cost");
  const columns = ["day", ...listExportsOf(costDimension, query.group)];
  return (
    <PageHeader
      title={t("title")}
      about={t("description")}
      actions={<ReportExport noun="cost" query={query} columns={columns} />}
    />
  );
}
