"use client";

import { Rows3 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { LegendButton } from "@/components/charts/legend-list";
import { type Series, toSeriesColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import type { Legend } from "@/components/charts/use-legend";
import { IconButton } from "@/components/ui/controls/icon-button";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatShare } from "@/lib/core/format/format";
import type { BreakdownViewSearch } from "@/lib/money/reports/search-params";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { type SortKeys, sortParts } from "./sort-parts";
import type { ToName } from "./to-series";

export type PartOrder = Pick<BreakdownViewSearch, "sort" | "direction">;

/** `lines`: of each row, 1 by default. `hasShare`: unless it is given as false, for which a comparison leaves no room. */
export type PartColumns<Part> = {
  shown: readonly Column<Part>[];
  hasShare?: boolean;
  keys: SortKeys<Part>;
  lines?: 1 | 2;
};

type Props<Part> = {
  label: string;
  parts: readonly Part[];
  columns: PartColumns<Part>;
  legend: Legend & { toName: ToName; onDrill: (part: string) => void };
  order: PartOrder & { onSort: (order: PartOrder) => void };
  isBusy: boolean;
};

/** Clicking a name shows only that part in the chart. */
export function PartsTable<Part extends { key: string; label: string | null; share: number }>(
  props: Props<Part>,
) {
  const { label, parts, columns, legend, order, isBusy } = props;
  const { series, onHover, toName, onDrill } = legend;
  const t = useTranslations("reports");
  const locale = useLocale();
  const names: Column<Part> = {
    id: "part",
    header: t("part"),
    minWidth: 160,
    isSortable: true,
    footer: t("total"),
    cell: (part) => {
      const id = toChartedKey(part.key, series);
      return (
        <div className="-mx-1.5 flex min-w-0">
          <LegendButton legend={legend} part={id}>
            <Swatch color={toPartColor(id, series)} />
            <VendorText className="line-clamp-2 whitespace-normal text-left leading-4">
              {toName(part)}
            </VendorText>
          </LegendButton>
        </div>
      );
    },
  };
  const share: Column<Part> = {
    id: "share",
    header: t("share"),
    width: 78,
    isNumeric: true,
    isSortable: true,
    cell: ({ share }) => <span key={share}>{formatShare(share, locale)}</span>,
  };
  const drill: Column<Part> = {
    id: "rows",
    header: t("tables.rows"),
    isHeaderHidden: true,
    width: 56,
    cell: (part) =>
      part.key !== otherKey && (
        <IconButton
          label={t("behind", { part: toName(part) })}
          icon={<Rows3 />}
          onClick={() => onDrill(part.key)}
        />
      ),
  };
  const [value, ...others] = columns.shown;
  // A phone shows a table of many columns as a table.
  const isCard = others.length < 2;
  const shares = columns.hasShare === false ? [] : [{ ...share, ...(isCard && { card: "note" as const }) }];
  const amount: Column<Part>[] = value ? [{ ...value, ...(isCard && { card: "value" }) }] : [];
  const keys = { ...columns.keys, part: (part: Part) => ({ text: toName(part) }) };
  const sorted = sortParts(parts, keys, { ...order, locale });
  return (
    <Table
      label={label}
      columns={[names, ...amount, ...shares, ...others, drill]}
      rows={{
        ...toRows(sorted, ({ key }) => key),
        onHover: (part) => onHover(part && toChartedKey(part.key, series)),
      }}
      sort={{
        by: order.sort,
        direction: order.direction,
        onSort: (sort, direction) => order.onSort({ sort, direction }),
      }}
      isBusy={isBusy}
      lines={columns.lines ?? 1}
    />
  );
}

/** Parts without their own color appear as Other in the chart. */
function toChartedKey(key: string, series: readonly Series[]): string {
  return series.some(({ id }) => id === key) ? key : otherKey;
}

function toPartColor(charted: string, series: readonly Series[]): string {
  const index = series.findIndex(({ id }) => id === charted);
  const found = series[index];
  return found ? toSeriesColor(found, index) : "var(--color-chart-other)";
}
