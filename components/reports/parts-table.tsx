"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type Series, toSeriesColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { Table, toRows } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-columns";
import { VendorText } from "@/components/ui/vendor-text";
import { otherKey } from "@/lib/reports/search-params";
import type { ToName } from "./to-series";

export type Legend = {
  series: readonly Series[];
  isolated: string | undefined;
  onIsolate: (id: string | undefined) => void;
};

type Props<Part> = {
  label: string;
  parts: readonly Part[];
  /** What stands beside the names. */
  columns: readonly Column<Part>[];
  legend: Legend;
  toName: ToName;
  isBusy: boolean;
};

/** Every part of the range with its colour in the chart; a click on a name shows it alone. */
export function PartsTable<Part extends { key: string; label: string | null }>(props: Props<Part>) {
  const { label, parts, columns, legend, toName, isBusy } = props;
  const { series, isolated, onIsolate } = legend;
  const t = useTranslations("reports");
  const names: Column<Part> = {
    id: "part",
    header: t("part"),
    footer: t("total"),
    cell: (part) => {
      const id = toChartedKey(part.key, series);
      return (
        <PartName
          name={toName(part)}
          color={toPartColor(id, series)}
          isIsolated={isolated === id}
          onToggle={() => onIsolate(isolated === id ? undefined : id)}
        />
      );
    },
  };
  return (
    <Table
      label={label}
      columns={[names, ...columns]}
      rows={toRows(parts, ({ key }) => key)}
      isBusy={isBusy}
    />
  );
}

/** What has no colour of its own stands in the chart as other. */
function toChartedKey(key: string, series: readonly Series[]): string {
  return series.some(({ id }) => id === key) ? key : otherKey;
}

function toPartColor(charted: string, series: readonly Series[]): string {
  const index = series.findIndex(({ id }) => id === charted);
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
