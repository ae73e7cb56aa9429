"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Column } from "@/components/ui/table/table-columns";
import type { DayRange } from "@/lib/calendar";
import { formatSpan } from "@/lib/format";
import { toDifference } from "@/lib/money-math";

type Part = DayRange & { value: string | number | null };
type Compared = DayRange & { bars: readonly (Part | null)[]; rest: readonly Part[] };

/** A bar with its comparison, or compared days without a bar. */
export type Period<Bucket> = { bucket: Bucket | null; part: Part | null };

export type Comparable<Bucket> = {
  compared: Compared | null;
  /** Exact decimals: for one bar, for all bars, and for all compared bars if those have a sum. */
  toTotal: (bucket: Bucket) => string;
  now: string | null;
  before: string | null;
  show: (value: string) => ReactNode;
};

export function useComparedColumns<Bucket>(comparable: Comparable<Bucket>): Column<Period<Bucket>>[] {
  const { compared, toTotal, now, before, show } = comparable;
  const t = useTranslations("reports.compared");
  const locale = useLocale();
  if (!compared) return [];
  return [
    {
      id: "compared",
      header: formatSpan(compared, locale),
      width: 220,
      isNumeric: true,
      footer: before !== null && show(before),
      cell: ({ part }) =>
        part && (
          <>
            <span className="mr-2 text-ink-faint">{formatSpan(part, locale, "short")}</span>
            {part.value === null ? t("unread") : show(String(part.value))}
          </>
        ),
    },
    {
      id: "difference",
      header: t("difference"),
      width: 150,
      isNumeric: true,
      footer: before !== null && now !== null && <Signed value={toDifference(before, now)} show={show} />,
      cell: ({ bucket, part }) => {
        if (!part || part.value === null) return "–";
        const own = bucket ? toTotal(bucket) : "0";
        return <Signed value={toDifference(String(part.value), own)} show={show} />;
      },
    },
  ];
}

function Signed({ value, show }: { value: string; show: Comparable<never>["show"] }) {
  const isMore = !value.startsWith("-") && value !== "0";
  return (
    <>
      {isMore && "+"}
      {show(value)}
    </>
  );
}
