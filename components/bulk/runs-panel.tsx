"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { EmptyList } from "@/components/shell/empty-list";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { useList } from "@/components/shell/use-list";
import { bulkRunsQuery } from "@/lib/core/bulk/queries";
import type { BulkRun } from "@/lib/core/bulk/schema";
import { runsSearchParams, toRunsQueryString } from "@/lib/core/bulk/search-params";
import { useRunColumns } from "./use-run-columns";

export function RunsPanel() {
  const t = useTranslations("bulk");
  const [search, setSearch] = useQueryStates(runsSearchParams);
  const columns = useRunColumns();
  const list = useList({
    search,
    setSearch,
    toQueryString: toRunsQueryString,
    toQuery: (page) => bulkRunsQuery({ page }),
    keyOf: ({ id }: BulkRun) => id,
  });
  return (
    <ListPage
      list={list}
      table={{
        lines: 2,
        label: t("title"),
        columns,
        empty: <EmptyList noun="bulk" onClear={list.onClear} />,
      }}
      header={<PageHeader title={t("title")} description={t("text")} />}
    />
  );
}
