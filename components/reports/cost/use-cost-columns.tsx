"use client";

import { useTranslations } from "next-intl";
import type { Series } from "@/components/charts/series";
import type { SortKeys } from "@/components/reports/shared/sort-parts";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import type { Column } from "@/components/ui/table/table-columns";
import type { CostReport } from "@/lib/reports/schema";

type Part = CostReport["series"][number];
type Bucket = CostReport["buckets"][number];

export const costKeys: SortKeys<Part> = {
  value: ({ cents }) => ({ decimal: cents }),
  share: ({ cents }) => ({ decimal: cents }),
};

export function useCostColumns({ totalCents }: CostReport): Column<Part>[] {
  const t = useTranslations("cost");
  const money = useMoney();
  return [
    {
      id: "value",
      header: t("amount"),
      width: 120,
      isNumeric: true,
      isSortable: true,
      footer: money.format(totalCents),
      cell: ({ cents }) => <Amount cents={cents} />,
    },
  ];
}

export function useCostPeriodColumns({
  totalCents,
}: CostReport): (series: readonly Series[]) => Column<Bucket>[] {
  const t = useTranslations("reports");
  const money = useMoney();
  return (series) => [
    {
      id: "total",
      header: t("total"),
      width: 150,
      isNumeric: true,
      footer: money.format(totalCents),
      cell: (bucket) => <Amount cents={bucket.totalCents} />,
    },
    ...series.map(
      ({ id, name }): Column<Bucket> => ({
        id: `part:${id}`,
        header: name,
        width: 150,
        isNumeric: true,
        cell: ({ parts }) => <Amount cents={parts.find(({ key }) => key === id)?.cents ?? "0"} />,
      }),
    ),
  ];
}
