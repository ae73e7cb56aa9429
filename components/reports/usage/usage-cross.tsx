"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { CrossControls } from "@/components/reports/shared/cross-controls";
import { CrossTable } from "@/components/reports/shared/cross-table";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { NumberText } from "@/components/ui/display/number-text";
import { listUrl } from "@/lib/core/address/search-params";
import { toTag } from "@/lib/money/reports/dimension";
import { usageCrossQuery } from "@/lib/money/reports/queries";
import { usageGroups } from "@/lib/money/reports/usage/dimensions";
import { canBeColumn, toUsageCrossQuery, usageSearchParams } from "@/lib/money/reports/usage/search-params";

type Props = { tags: readonly string[]; today: string };

export function UsageCross({ tags, today }: Props) {
  const [search, setSearch] = useQueryStates(usageSearchParams, listUrl);
  const query = toUsageCrossQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(usageCrossQuery(query));
  const groups = [...usageGroups, ...tags.map(toTag)].filter((one) => canBeColumn(query, one));
  return (
    <div className="grid min-w-0 gap-3">
      <CrossControls groups={groups} query={query} onChange={setSearch} />
      {error && !data && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!error && !data && <LoadingState />}
      {data && (
        <CrossTable
          cross={data}
          isBusy={isPlaceholderData}
          show={(tokens) => <NumberText value={tokens} />}
        />
      )}
    </div>
  );
}
