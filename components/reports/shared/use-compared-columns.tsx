"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Column } from "@/components/ui/table/table-columns";
import type { DayRange } from "@/lib/core/format/calendar";
import { formatSpan } from "@/lib/core/format/format";
import { toDifference } from "@/lib/core/money/money-math";
import type { PrintedRow, PrintedTable } from "@/lib/core/money/rounding";

type Part = DayRange & { value: string | number | null };
type Compared = DayRange & { bars: readonly (Part | null)[]; rest: readonly Part[] };

/** A bar with its comparison, or compared days without a bar, and its place among them. */
export type Period<Bucket> = { bucket: Bucket | null; part: Part | null; place: number };

export type Comparable<Bucket> = {
  compared: Compared | null;
  /** Exact decimals: for one bar, for all bars, and for all compared bars if those have a sum. */
  toTotal: (bucket: Bucket) => string;
  now: string | null;
  before: string | null;
  show: (value: string, printed?: string) => ReactNode;
  /** Amounts are rounded together; counts are printed as they are. */
  printed?: Pick<PrintedTable, "rows" | "total" | "isOff">;
};

export function useComparedColumns<Bucket>(comparable: Comparable<Bucket>): Column<Period<Bucket>>[] {
  const { compared, toTotal, now, before, show, printed } = comparable;
  const t = useTranslations("reports.compared");
  const locale = useLocale();
  if (!compared) return [];
  return [
    {
      id: "compared",
      header: formatSpan(compared, locale),
      width: 220,
      isNumeric: true,
      footer: before !== null && show(before, printed?.total.before),
      cell: ({ part, place }) =>
        part ? (
          <>
            <span className="mr-2 text-ink-faint">{formatSpan(part, locale, "short")}</span>
            {part.value === null ? t("unread") : show(String(part.value), printed?.rows[place]?.before)}
          </>
        ) : (
          <span className="text-ink-faint">{t("noBar")}</span>
        ),
    },
    {
      id: "difference",
      header: t("difference"),
      width: 150,
      isNumeric: true,
      footer: before !== null && now !== null && (
        <Signed value={toDifference(before, now)} printed={printed?.total} show={show} />
      ),
      cell: ({ bucket, part, place }) => {
        // What has no match is compared with nothing, so that the differences add up to the total's.
        const value = part ? part.value : now === null ? null : "0";
        if (value === null) return "–";
        const own = bucket ? toTotal(bucket) : "0";
        return <Signed value={toDifference(String(value), own)} printed={printed?.rows[place]} show={show} />;
      },
    },
  ];
}

type SignedProps = { value: string; printed: PrintedRow | undefined; show: Comparable<never>["show"] };

function Signed({ value, printed, show }: SignedProps) {
  const shown = printed?.difference ?? value;
  const isMore = !shown.startsWith("-") && shown !== "0";
  return (
    <>
      {isMore && "+"}
      {show(value, shown)}
    </>
  );
}
