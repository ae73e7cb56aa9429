"use client";

import { useLocale, useTranslations } from "next-intl";
import { toSeriesColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { NumberText } from "@/components/ui/display/number-text";
import { ShowData } from "@/components/ui/display/show-data";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatDay } from "@/lib/format";
import type { KeyTraffic } from "@/lib/keys/schema";
import { type Part, sumPart } from "./to-key-series";

type Day = KeyTraffic["days"][number];
type Props = { traffic: KeyTraffic; parts: readonly Part[]; isBusy: boolean };

export function KeyTrafficTable({ traffic, parts, isBusy }: Props) {
  const t = useTranslations("keys.traffic");
  const locale = useLocale();
  const columns: Column<Day>[] = [
    {
      id: "day",
      header: t("day"),
      width: 140,
      footer: t("total"),
      cell: ({ day }) => formatDay(day, locale),
    },
    {
      id: "total",
      header: t("total"),
      width: 140,
      isNumeric: true,
      footer: <NumberText value={traffic.tokens} />,
      cell: ({ tokens }) => <NumberText value={tokens} />,
    },
    ...parts.map((part) => ({
      id: `part:${part.series.id}`,
      header: part.series.name,
      width: 180,
      isNumeric: true,
      footer: <NumberText value={traffic.days.reduce((sum, day) => sum + sumPart(part, day), 0)} />,
      cell: (day: Day) => <NumberText value={sumPart(part, day)} />,
    })),
  ];
  return (
    <>
      <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
        {parts.map(({ series }, index) => (
          <li key={series.id} className="flex items-center gap-2">
            <Swatch color={toSeriesColor(series, index)} />
            <VendorText>{series.name}</VendorText>
          </li>
        ))}
      </ul>
      <ShowData>
        <Table
          label={t("title")}
          columns={columns}
          rows={toRows(traffic.days.toReversed(), ({ day }) => day)}
          isBusy={isBusy}
        />
      </ShowData>
    </>
  );
}
