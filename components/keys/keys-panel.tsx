"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { EmptyList } from "@/components/shell/empty-list";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { HistoryProvider } from "@/components/shell/loading-history";
import { Table } from "@/components/ui/table/table";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import { keysQuery } from "@/lib/keys/queries";
import type { KeyRow } from "@/lib/keys/schema";
import {
  type KeySearch,
  keySearchKeys,
  keySearchParams,
  noKeyFilters,
  toKeyQueryString,
} from "@/lib/keys/search-params";
import { type KeyAct, measuredDays, measuredReports } from "@/lib/keys/vocabulary";
import { KeyToolbar } from "./key-toolbar";
import { KeysBulkBar } from "./keys-bulk-bar";
import { KeysHeader } from "./keys-header";
import { useKeyActs } from "./use-key-acts";
import { useKeyChoosing } from "./use-key-choosing";
import { useKeyColumns } from "./use-key-columns";

/** `acts` is what this person may do to a key. */
export function KeysPanel({ acts }: { acts: readonly KeyAct[] }) {
  const t = useTranslations("keys");
  const [search, setSearch] = useQueryStates(keySearchParams, { urlKeys: keySearchKeys });
  const { run, dialogs } = useKeyActs();
  const { rows, newest, isBusy, error, refetch } = usePagedRows({
    page: search.page,
    toQuery: (page) => keysQuery({ ...search, page }),
    keyOf: ({ id }: KeyRow) => id,
    onPage: (page) => setSearch({ page }),
    listKey: toKeyQueryString({ ...search, page: null }),
  });

  const choice = useKeyChoosing(search, rows.total);
  const columns = useKeyColumns({ acts, onAct: run, choice });

  // Another list is read from its top.
  const change = (part: Partial<KeySearch>) => setSearch({ ...part, page: null });
  const isFiltered = toKeyQueryString({ ...search, sort: null, direction: null, page: null }) !== "";
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  return (
    <HistoryProvider loading={newest?.loading}>
      <KeysHeader search={search} total={rows.total} usage={newest?.usage} merged={newest?.merged ?? null} />
      <IncompleteLately reports={measuredReports} days={measuredDays} />
      <KeyToolbar search={search} page={newest} onChange={change} />
      {/* On a phone the page scrolls as well, rather than leaving three rows to the table. */}
      <div className="flex min-h-80 flex-1 flex-col">
        <Table
          label={t("title")}
          columns={columns}
          rows={rows}
          isBusy={isBusy}
          sort={{
            by: search.sort,
            direction: search.direction,
            onSort: (by, direction) => change({ sort: toKeySort(by), direction }),
          }}
          empty={
            <EmptyList
              noun="keys"
              icon={<KeyRound />}
              onClear={isFiltered ? () => change(noKeyFilters) : undefined}
              loading={search.unused === null ? null : newest?.loading}
            />
          }
        />
      </div>
      <KeysBulkBar acts={acts} selection={choice.selection} />
      {dialogs}
    </HistoryProvider>
  );
}

function toKeySort(by: string): KeySearch["sort"] {
  return keySearchParams.sort.parse(by) ?? keySearchParams.sort.defaultValue;
}
