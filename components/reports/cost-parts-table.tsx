"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { type Series, toSeriesColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { Table, toRows } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-columns";
import { VendorText } from "@/components/ui/vendor-text";
import { formatShare } from "@/lib/format";
import { formatCents, toDollars } from "@/lib/money";
import type { CostReport } from "@/lib/reports/schema";
import { otherKey } from "@/lib/reports/search-params";
import { toCostName } from "./to-cost-series";

type Part = CostReport["series"][number];
type Props = {
  report: CostReport;
  series: readonly Series[];
  isolated: string | undefined;
  onIsolate: (id: string | undefined) => void;
  isBusy: boolean;
};

/** Every part of the range with its colour in the chart; a click on a name shows it alone. */
export function CostPartsTable({ report, series, isolated, onIsolate, isBusy }: Props) {
  const t = useTranslations("cost");
  const locale = useLocale();
  const names = { default: t("default"), noModel: t("noModel"), other: t("other") };
  const columns: Column<Part>[] = [
    {
      id: "part",
      header: t("part"),
      footer: t("total"),
      cell: ({ key, label }) => (
        <PartName
          name={toCostName(key, label, names)}
          color={toPartColor(key, series)}
          isIsolated={isolated === toChartedKey(key, series)}
          onToggle={() => {
            const id = toChartedKey(key, series);
            onIsolate(isolated === id ? undefined : id);
          }}
        />
      ),
    },
    {
      id: "amount",
      header: t("amount"),
      width: 150,
      isNumeric: true,
      footer: formatCents(report.totalCents, locale),
      cell: ({ cents }) => <span title={`${toDollars(cents)} USD`}>{formatCents(cents, locale)}</span>,
    },
    {
      id: "share",
      header: t("share"),
      width: 100,
      isNumeric: true,
      cell: ({ share }) => formatShare(share, locale),
    },
  ];
  return (
    <Table
      label={t("title")}
      columns={columns}
      rows={toRows(report.series, ({ key }) => key)}
      isBusy={isBusy}
    />
  );
}

/** What has no colour of its own stands in the chart as other. */
function toChartedKey(key: string, series: readonly Series[]): string {
  return series.some(({ id }) => id === key) ? key : otherKey;
}

function toPartColor(key: string, series: readonly Series[]): string {
  const index = series.findIndex(({ id }) => id === toChartedKey(key, series));
  const found = series[index];
  return found ? toSeriesColor(found, index) : "var(--color-chart-other)";
}

type NameProps = { name: string; color: string; isIsolated: boolean; onToggle: () => void };

function PartName({ name, color, isIsolated, onToggle }: NameProps) {
  return (
    <button
      type="button"
      aria-pressed={isIsolated}
      onClick={onToggle}
      className={clsx(
        "-mx-1.5 flex h-7 max-w-full items-center gap-2.5 rounded-sm px-1.5 hover:bg-sunken",
        isIsolated && "bg-sunken font-medium",
      )}
    >
      <Swatch color={color} />
      <VendorText className="truncate">{name}</VendorText>
    </button>
  );
}
