import type { ReactNode } from "react";
import { FilterSheet } from "@/components/ui/table/filter-sheet";
import { ListFactsProvider } from "@/components/ui/table/list-facts";

type Props = { filter: Readonly<Record<string, unknown>>; onClear: () => void; children: ReactNode };

/** What narrows and draws a report, in the sheet that lists have on a phone. The range and saved views stay beside it. */
export function ReportSheet({ filter, onClear, children }: Props) {
  const filterCount = Object.keys(filter).length;
  const clear = filterCount > 0 ? onClear : undefined;
  return (
    <ListFactsProvider facts={{ ...none, filterCount, onClear: clear }}>
      {/* On a wide screen, the chips of the filters can be cleared. */}
      <FilterSheet isClearedElsewhere>{children}</FilterSheet>
    </ListFactsProvider>
  );
}

const none = { result: undefined, sort: undefined, sorts: [], columns: [] };
