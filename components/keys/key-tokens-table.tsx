"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { NumberText } from "@/components/ui/display/number-text";
import { ShowData } from "@/components/ui/display/show-data";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatDay } from "@/lib/core/format/format";
import type { KeyTraffic } from "@/lib/directory/keys/schema";
import { type Part, sumPart } from "./to-key-series";

type Day = KeyTraffic["days"][number];
type Props = {
  traffic: KeyTraffic;
  parts: readonly Part[];
  /** The only part to show in full color, as in the chart. */
  highlighted: string | undefined;
  isBusy: boolean;
};

export function KeyTokensTable({ traffic, parts, highlighted, isBusy }: Props) {
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
      cell: (day: Day) => (
        <span
          className={clsx(highlighted !== undefined && highlighted !== part.series.id && "text-ink-faint")}
        >
          <NumberText value={sumPart(part, day)} />
        </span>
      ),
    })),
  ];
  return (
    <ShowData>
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(traffic.days.toReversed(), ({ day }) => day)}
        isBusy={isBusy}
      />
    </ShowData>
  );
}
