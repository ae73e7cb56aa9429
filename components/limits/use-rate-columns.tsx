"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { NotReadYet } from "@/components/shell/read-history";
import { DateText } from "@/components/ui/display/date-text";
import { NumberText } from "@/components/ui/display/number-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { LimitsOfOrganization, RateGroup } from "@/lib/directory/limits/schema";
import { toPeakMeasure } from "@/lib/directory/limits/vocabulary";
import { CardLimiter, GroupName, LimiterName } from "./limit-cells";
import { ShareBar } from "./share-bar";

export type RateRow = RateGroup["limits"][number] & { group: RateGroup; isFirst: boolean; key: string };

/** One row per limiter; the first row of a group names it. */
export function useRateColumns(peaks: LimitsOfOrganization["peaks"]): Column<RateRow>[] {
  const t = useTranslations("limits");
  const isRefused = peaks.refusal !== null;
  return useMemo(
    () => [
      {
        id: "group",
        header: t("group"),
        width: 155,
        cell: (row) => <CardLimiter row={row}>{row.isFirst && <GroupName group={row.group} />}</CardLimiter>,
      },
      { id: "limiter", header: t("limiter"), cell: ({ type }) => <LimiterName type={type} /> },
      {
        id: "limit",
        header: t("page.limit"),
        isNumeric: true,
        width: 90,
        card: "value",
        cell: ({ value }) => <NumberText value={value} />,
      },
      {
        id: "peak",
        header: t("page.peak"),
        isNumeric: true,
        width: 130,
        card: "note",
        cardLabel: t("page.cardPeak"),
        cell: (row) => <Peak row={row} isRefused={isRefused} />,
      },
      { id: "used", header: t("page.used"), width: 145, cell: (row) => <Used row={row} /> },
      {
        id: "at",
        header: t("page.at"),
        width: 205,
        cell: ({ peak }) => peak.at !== null && <DateText at={peak.at} show="minute" />,
      },
    ],
    [t, isRefused],
  );
}

function Peak({ row, isRefused }: { row: RateRow; isRefused: boolean }) {
  const t = useTranslations("limits.page");
  const { group, type, peak } = row;
  const isMeasured = toPeakMeasure({ group: group.type, limiter: type }) !== null;
  if (!isMeasured || (isRefused && peak.tokens === null))
    return (
      <span title={isMeasured ? undefined : t(toGap(type))} className="text-ink-muted">
        {t("notReported")}
      </span>
    );
  if (peak.tokens === null) return <NotReadYet />;
  if (peak.tokens === 0) return <span className="text-ink-muted">{t("noTraffic")}</span>;
  return <NumberText value={peak.tokens} />;
}

/** The usage report has no figure for some limiters. */
function toGap(type: string): "noRequests" | "noMeasure" {
  return type.includes("requests") ? "noRequests" : "noMeasure";
}

function Used({ row: { peak, value } }: { row: RateRow }) {
  if (peak.tokens === null || value === 0) return null;
  return <ShareBar share={peak.tokens / value} />;
}
