"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { CrossControls } from "@/components/reports/shared/cross-controls";
import { CrossTable } from "@/components/reports/shared/cross-table";
import { CentsNote } from "@/components/shell/cents-note";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Amount } from "@/components/ui/display/amount";
import { listUrl } from "@/lib/core/address/search-params";
import { roundTable } from "@/lib/core/money/rounding";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { costSearchParams, toCostCrossQuery } from "@/lib/money/reports/cost/search-params";
import type { CostCross as Cross } from "@/lib/money/reports/cross/schema";
import { toTag } from "@/lib/money/reports/dimension";
import { costCrossQuery } from "@/lib/money/reports/queries";
import type { CostReport } from "@/lib/money/reports/schema";
import { printCost } from "./print-cost";

type Props = { report: CostReport };

export function CostCross({ report }: Props) {
  const [search, setSearch] = useQueryStates(costSearchParams, listUrl);
  const query = toCostCrossQuery(search, report.today);
  const { data, error, refetch, isPlaceholderData } = useQuery(costCrossQuery(query));
  const groups = [...costDimensions, ...report.tags.map(toTag)].filter((one) => one !== query.group);
  return (
    <div className="grid min-w-0 gap-3">
      <CrossControls groups={groups} query={query} onChange={setSearch} />
      {error && !data && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!error && !data && <LoadingState />}
      {data && <Shown cross={data} report={report} isBusy={isPlaceholderData} />}
    </div>
  );
}

type ShownProps = Props & { cross: Cross; isBusy: boolean };

/** Each row is printed as in the table by name. */
function Shown({ cross, report, isBusy }: ShownProps) {
  const isSame = cross.group === report.group && cross.currency === report.currency;
  const { parts: named } = printCost(report);
  const listed = cross.rows.parts.map(({ key }) => named.get(key));
  const printed = roundTable(
    cross.cells.map((parts) => ({ parts })),
    isSame ? { rows: cross.rows.rest > 0 ? [...listed, undefined] : listed } : {},
  );
  return (
    <>
      <CrossTable
        cross={cross}
        isBusy={isBusy}
        show={(cents, { row, column }) => {
          const side = row === null ? printed.total : printed.rows[row];
          return <Amount cents={cents} printed={column === null ? side?.total : side?.parts[column]} />;
        }}
      />
      <CentsNote of={printed} />
    </>
  );
}
