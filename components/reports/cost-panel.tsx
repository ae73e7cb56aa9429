"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { costQuery } from "@/lib/reports/queries";
import { costSearchParams, toGroupQuery } from "@/lib/reports/search-params";
import { CostPicture } from "./cost-picture";
import { CostSummary } from "./cost-summary";
import { ReportNotes } from "./report-notes";
import { ReportToolbar } from "./report-toolbar";

/** `today` is the UTC day of the server's answer. */
export function CostPanel({ today }: { today: string }) {
  const t = useTranslations("reports");
  const [search, setSearch] = useQueryStates(costSearchParams);
  const query = toGroupQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(costQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <CostSummary report={data} query={query} />
      <ReportToolbar search={search} onChange={setSearch}>
        <SegmentedControl
          label={t("group")}
          options={[
            { value: "workspace", label: t("byWorkspace") },
            { value: "model", label: t("byModel") },
          ]}
          value={query.group}
          onChange={(group) => setSearch({ group })}
        />
      </ReportToolbar>
      <ReportNotes report={data} />
      <CostPicture
        report={data}
        isBusy={isPlaceholderData}
        table={search.table}
        onTable={(table) => setSearch({ table })}
      />
    </>
  );
}
