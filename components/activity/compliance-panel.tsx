"use client";

import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { Table, toRows } from "@/components/ui/table/table";
import { complianceQuery } from "@/lib/compliance/queries";
import type { CompliancePage, ComplianceRow } from "@/lib/compliance/schema";
import {
  type ComplianceSearch,
  complianceSearchParams,
  toComplianceQueryString,
} from "@/lib/compliance/search-params";
import { ComplianceDialog } from "./compliance-dialog";
import { ComplianceToolbar } from "./compliance-toolbar";
import { FeedOffNote } from "./feed-off-note";
import { useComplianceColumns } from "./use-compliance-columns";

export function CompliancePanel() {
  const t = useTranslations("activity.feed");
  const [search, setSearch] = useQueryStates(complianceSearchParams);
  const [shown, setShown] = useState<ComplianceRow>();
  const columns = useComplianceColumns(setShown);
  const { data, error, isPlaceholderData, refetch } = useQuery(complianceQuery(search));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;

  const change = (part: Partial<ComplianceSearch>) => setSearch({ ...part, after: null });
  const clear = () => setSearch(everything);
  const isFiltered = toComplianceQueryString({ ...search, after: null }) !== "";
  const isBare = data?.rows.length === 0 && !isFiltered && search.after === null;
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      {data?.isOn === false && <FeedOffNote />}
      {!(isBare && data.isOn === false) && (
        <>
          <ComplianceToolbar search={search} choices={data} onChange={change} />
          <Table
            label={t("title")}
            columns={columns}
            rows={{ ...toRows(data?.rows ?? [], ({ id }) => id), listKey: toComplianceQueryString(search) }}
            isBusy={isPlaceholderData}
            empty={data && <Empty isBare={isBare} isLoading={data.isOn === null} onClear={clear} />}
          />
          {data && <Pages search={search} page={data} onAfter={(after) => setSearch({ after })} />}
        </>
      )}
      {shown && <ComplianceDialog row={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

const everything = { q: null, type: null, actor: null, from: null, to: null, after: null };

type EmptyProps = { isBare: boolean; isLoading: boolean; onClear: () => void };

function Empty({ isBare, isLoading, onClear }: EmptyProps) {
  const t = useTranslations("activity.feed");
  if (isBare)
    return (
      <EmptyState
        icon={<History />}
        title={t(isLoading ? "unreadTitle" : "emptyTitle")}
        text={t(isLoading ? "unreadText" : "emptyText")}
      />
    );
  return <EmptyList noun="activity" onClear={onClear} />;
}

type PagesProps = {
  search: ComplianceSearch;
  page: CompliancePage;
  onAfter: (after: string | null) => void;
};

/** The feed has no known last page: it goes back as far as it has been read. */
function Pages({ search, page, onAfter }: PagesProps) {
  const t = useTranslations("activity.feed");
  return (
    <div className="flex flex-wrap items-center gap-2">
      {search.after !== null && <Button onClick={() => onAfter(null)}>{t("newest")}</Button>}
      {page.older !== null && <Button onClick={() => onAfter(page.older)}>{t("older")}</Button>}
      <p className="text-ink-muted text-sm">
        {page.oldestAt !== null &&
          t.rich(page.isLoading ? "loadedSince" : "since", {
            day: () => <DateText at={page.oldestAt} show="day" />,
          })}
      </p>
    </div>
  );
}
