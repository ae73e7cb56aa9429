"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { usageQuery } from "@/lib/reports/queries";
import { toGroupQuery, usageSearchParams } from "@/lib/reports/search-params";
import { ReportNotes } from "./report-notes";
import { ReportToolbar } from "./report-toolbar";
import { UsagePicture } from "./usage-picture";
import { UsageSummary } from "./usage-summary";

/** `today` is the UTC day of the server's answer. */
export function UsagePanel({ today }: { today: string }) {
  const t = useTranslations("usage");
  const tReports = useTranslations("reports");
  const [search, setSearch] = useQueryStates(usageSearchParams);
  const query = toGroupQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(usageQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <UsageSummary report={data} query={query} />
      <ReportToolbar search={search} onChange={setSearch}>
        <SegmentedControl
          label={tReports("group")}
          options={[
            { value: "kind", label: t("byKind") },
            { value: "model", label: tReports("byModel") },
            { value: "workspace", label: tReports("byWorkspace") },
            { value: "key", label: t("byKey") },
          ]}
          value={query.group}
          onChange={(group) => setSearch({ group })}
        />
      </ReportToolbar>
      <ReportNotes report={data} />
      <UsagePicture
        report={data}
        isBusy={isPlaceholderData}
        table={search.table}
        onTable={(table) => setSearch({ table })}
      />
    </>
  );
}
