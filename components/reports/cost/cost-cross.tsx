"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { CrossControls } from "@/components/reports/shared/cross-controls";
import { CrossTable } from "@/components/reports/shared/cross-table";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Amount } from "@/components/ui/display/amount";
import { costDimensions } from "@/lib/reports/cost/dimensions";
import { costSearchParams, toCostCrossQuery } from "@/lib/reports/cost/search-params";
import type { CostCross as Cross } from "@/lib/reports/cross/schema";
import { toTag } from "@/lib/reports/dimension";
import { costCrossQuery } from "@/lib/reports/queries";
import { roundTable } from "@/lib/rounding";
import { listUrl } from "@/lib/search-params";

type Props = { tags: readonly string[]; today: string };

export function CostCross({ tags, today }: Props) {
  const [search, setSearch] = useQueryStates(costSearchParams, listUrl);
  const query = toCostCrossQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(costCrossQuery(query));
  const groups = [...costDimensions, ...tags.map(toTag)].filter((one) => one !== query.group);
  return (
    <div className="grid min-w-0 gap-3">
      <CrossControls groups={groups} query={query} onChange={setSearch} />
      {error && !data && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!error && !data && <LoadingState />}
      {data && <Shown cross={data} isBusy={isPlaceholderData} />}
    </div>
  );
}

/** Every printed row and column adds up to its printed total, and these to one. */
function Shown({ cross, isBusy }: { cross: Cross; isBusy: boolean }) {
  const { rows, total } = roundTable(cross.cells.map((parts) => ({ parts })));
  return (
    <CrossTable
      cross={cross}
      isBusy={isBusy}
      show={(cents, { row, column }) => {
        const printed = row === null ? total : rows[row];
        return <Amount cents={cents} printed={column === null ? printed?.total : printed?.parts[column]} />;
      }}
    />
  );
}
