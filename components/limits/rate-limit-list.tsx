"use client";

import { Gauge } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { useFailureCodeText } from "@/components/shell/failure-code";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { LimitsOfOrganization, RateGroup } from "@/lib/directory/limits/schema";
import { ReadingAge } from "./reading-age";
import { type RateRow, useRateColumns } from "./use-rate-columns";

type Props = Pick<LimitsOfOrganization, "rates" | "peaks" | "isRefreshing">;

export function RateLimitList({ rates, peaks, isRefreshing }: Props) {
  const t = useTranslations("limits");
  const toText = useFailureCodeText();
  const columns = useRateColumns(peaks);
  const { groups, refusal } = rates;
  return (
    <Section
      title={t("rates")}
      text={t("page.peakRule")}
      actions={
        <>
          {groups.length > 0 && <PeakProgress peaks={peaks} />}
          <ReadingAge reading={rates} isRefreshing={isRefreshing} />
        </>
      }
    >
      {refusal && (
        <p className="rounded-md bg-sunken px-3 py-2 text-ink-muted text-sm">
          {t("refused", { why: toText(refusal) })}
        </p>
      )}
      {groups.length > 0 && <PeakNotes peaks={peaks} />}
      {groups.length > 0 && (
        <Table label={t("rates")} columns={columns} rows={toRows(toRateRows(groups), ({ key }) => key)} />
      )}
      {groups.length === 0 && !refusal && (isRefreshing ? <LoadingState /> : <NoLimits />)}
    </Section>
  );
}

function NoLimits() {
  const t = useTranslations("limits");
  return <EmptyState icon={<Gauge />} title={t("emptyTitle")} text={t("emptyText")} />;
}

/** Beside the heading, so that the table doesn't move when all days are loaded. */
function PeakProgress({ peaks: { refusal, readDays, totalDays } }: Pick<Props, "peaks">) {
  const t = useTranslations("limits.page");
  if (refusal || readDays >= totalDays) return null;
  return (
    <p role="note" className="text-ink-muted text-sm tabular-nums">
      {t("peaksPartial", { read: readDays, total: totalDays })}
    </p>
  );
}

function PeakNotes({ peaks }: Pick<Props, "peaks">) {
  const t = useTranslations("limits.page");
  const toText = useFailureCodeText();
  const { refusal, incompleteDays, otherModels } = peaks;
  return (
    <>
      {refusal && (
        <p className="rounded-md bg-sunken px-3 py-2 text-ink-muted text-sm">
          {t("peaksRefused", { why: toText(refusal) })}
        </p>
      )}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
      {otherModels.length > 0 && (
        <p role="note" className="text-ink-muted text-sm">
          <VendorText>{t("otherModels", { models: otherModels.join(", ") })}</VendorText>
        </p>
      )}
    </>
  );
}

function toRateRows(groups: readonly RateGroup[]): RateRow[] {
  return groups.flatMap((group, index) =>
    group.limits.map((limit, at) => ({ ...limit, group, isFirst: at === 0, key: `${index} ${limit.type}` })),
  );
}
