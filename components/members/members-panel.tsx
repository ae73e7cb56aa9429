"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { HistoryProvider } from "@/components/shell/loading-history";
import { PageHeader } from "@/components/shell/page-header";
import { useChoosing } from "@/components/shell/use-choosing";
import { Table } from "@/components/ui/table/table";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import { memberChoicesQuery, membersQuery } from "@/lib/members/queries";
import type { MemberRow } from "@/lib/members/schema";
import {
  type MemberSearch,
  memberSearchKeys,
  memberSearchParams,
  noMemberFilters,
  toMemberQueryString,
} from "@/lib/members/search-params";
import { measuredReports, windowDays } from "@/lib/members/vocabulary";
import { ActivityNote } from "./activity-note";
import { MemberToolbar } from "./member-toolbar";
import { MembersBulkBar } from "./members-bulk-bar";
import { RemoveMemberDialog } from "./remove-member-dialog";
import { useMemberColumns } from "./use-member-columns";
import type { KeyStops } from "./use-removal";

type Props = { canWrite: boolean; stops: KeyStops };

export function MembersPanel({ canWrite, stops }: Props) {
  const t = useTranslations("members");
  const [search, setSearch] = useQueryStates(memberSearchParams, { urlKeys: memberSearchKeys });
  const [leaving, setLeaving] = useState<MemberRow>();
  const { rows, newest, isBusy, error, refetch } = usePagedRows({
    page: search.page,
    toQuery: (page) => membersQuery({ ...search, page }),
    keyOf: ({ id }: MemberRow) => id,
    onPage: (page) => setSearch({ page }),
    listKey: toMemberQueryString({ ...search, page: null }),
  });

  const client = useQueryClient();
  const choice = useChoosing(rows.total, () => client.fetchQuery(memberChoicesQuery({ ...search, page: 1 })));
  const columns = useMemberColumns({ canWrite, onRemove: setLeaving, choice });

  // Another list is read from its top.
  const change = (part: Partial<MemberSearch>) => setSearch({ ...part, page: null });
  const isFiltered = toMemberQueryString({ ...search, sort: null, direction: null, page: null }) !== "";
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  return (
    <HistoryProvider loading={newest?.loading}>
      <PageHeader title={t("title")} description={t("total", { count: rows.total })} />
      {newest && !newest.loading?.isUnavailable && (
        <p className="-mt-3 max-w-5xl text-ink-muted text-sm">
          <ActivityNote days={newest.activity} />
        </p>
      )}
      <IncompleteLately reports={measuredReports} days={windowDays} />
      <MemberToolbar search={search} roles={newest?.roles ?? []} onChange={change} />
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
            onSort: (by, direction) => change({ sort: memberSort(by), direction }),
          }}
          empty={
            <EmptyList
              noun="members"
              icon={<Users />}
              onClear={isFiltered ? () => change(noMemberFilters) : undefined}
              loading={search.idle === null ? null : newest?.loading}
            />
          }
        />
      </div>
      {canWrite && <MembersBulkBar selection={choice.selection} stops={stops} />}
      {leaving && <RemoveMemberDialog member={leaving} stops={stops} onClose={() => setLeaving(undefined)} />}
    </HistoryProvider>
  );
}

function memberSort(by: string): MemberSearch["sort"] {
  return memberSearchParams.sort.parse(by) ?? memberSearchParams.sort.defaultValue;
}
