"use client";

import { useLocale, useTranslations } from "next-intl";
import { CentsNote } from "@/components/shell/cents-note";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { Granularity } from "@/lib/core/format/calendar";
import { formatPeriod } from "@/lib/core/format/format";
import { sumDecimals } from "@/lib/core/money/money-math";
import { type Comparable, type Period, useComparedColumns } from "./use-compared-columns";

type Props<Bucket> = {
  label: string;
  report: { granularity: Granularity; buckets: readonly Bucket[] };
  columns: readonly Column<Bucket>[];
  comparable: Comparable<Bucket>;
  isBusy: boolean;
  /** Whether each row also has the sum up to it. */
  isRunning?: boolean;
  onDrill?: (startsOn: string) => void;
};

/** One row per bar, newest first; compared days that match no bar come last. */
export function PeriodsTable<Bucket extends { startsOn: string }>(props: Props<Bucket>) {
  const { label, report, columns, comparable, isBusy, isRunning = false, onDrill } = props;
  const t = useTranslations("reports");
  const { compared } = comparable;
  const period: Column<Period<Bucket>> = {
    id: "day",
    header: t(`periods.${report.granularity}`),
    width: 150,
    footer: t("total"),
    cell: ({ bucket }) =>
      bucket ? (
        <PeriodName startsOn={bucket.startsOn} granularity={report.granularity} onDrill={onDrill} />
      ) : (
        t("compared.noBar")
      ),
  };
  const [total, ...parts] = columns.map(
    (column): Column<Period<Bucket>> => ({ ...column, cell: ({ bucket }) => bucket && column.cell(bucket) }),
  );
  const beside = useComparedColumns(comparable);
  const running = useRunningColumn(comparable, report.buckets);
  const bars = report.buckets.map((bucket, place) => ({
    bucket,
    part: compared?.bars[place] ?? null,
    place,
  }));
  const rest =
    compared?.rest.map((part, index) => ({ bucket: null, part, place: bars.length + index })) ?? [];
  return (
    <>
      <Table
        label={label}
        columns={[period, ...(total ? [total] : []), ...(isRunning ? [running] : []), ...beside, ...parts]}
        rows={toRows<Period<Bucket>>(
          [...bars.toReversed(), ...rest.toReversed()],
          ({ bucket, part }) => bucket?.startsOn ?? `compared ${part?.from}`,
        )}
        isBusy={isBusy}
      />
      {comparable.printed && <CentsNote of={comparable.printed} />}
    </>
  );
}

type NameProps = {
  startsOn: string;
  granularity: Granularity;
  onDrill: ((startsOn: string) => void) | undefined;
};

function PeriodName({ startsOn, granularity, onDrill }: NameProps) {
  const t = useTranslations("reports");
  const name = formatPeriod(startsOn, useLocale(), "long", granularity);
  if (!onDrill) return name;
  return (
    <button
      type="button"
      title={t("behind", { part: name })}
      onClick={() => onDrill(startsOn)}
      className="-mx-1.5 h-7 rounded-sm px-1.5 underline decoration-line-strong underline-offset-4 hover:bg-sunken"
    >
      {name}
    </button>
  );
}

/** What the cumulative chart draws: everything up to a bar. What is printed is the sum of what is printed before. */
function useRunningColumn<Bucket>(
  { toTotal, show, printed }: Comparable<Bucket>,
  buckets: readonly Bucket[],
): Column<Period<Bucket>> {
  const t = useTranslations("reports");
  const exact = toRunning(buckets.map(toTotal));
  const shown = printed && toRunning(buckets.map((_, place) => printed.rows[place]?.total ?? "0"));
  return {
    id: "running",
    header: t("soFar"),
    width: 150,
    isNumeric: true,
    cell: ({ bucket, place }) => bucket && show(exact[place] ?? "0", shown?.[place]),
  };
}

function toRunning(amounts: readonly string[]): string[] {
  const sums: string[] = [];
  for (const amount of amounts) sums.push(sumDecimals([sums.at(-1) ?? "0", amount]));
  return sums;
}
