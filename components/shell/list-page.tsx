"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { type Rows, Table } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { Sort } from "@/components/ui/table/table-head";
import { EmptyList } from "./empty-list";
import { FailedState } from "./failed-state";
import { toFailure } from "./failure";

type EmptyProps = ComponentProps<typeof EmptyList>;
type Props<Row> = {
  noun: EmptyProps["noun"];
  list: {
    rows: Rows<Row>;
    isBusy: boolean;
    sort: Sort | undefined;
    onClear: (() => void) | undefined;
    error: Error | null;
    refetch: () => void;
  };
  table: { columns: readonly Column<Row>[]; label?: string; loading?: EmptyProps["loading"] };
  header: ReactNode;
  toolbar?: ReactNode;
  children?: ReactNode;
};

export function ListPage<Row>({ noun, list, table, header, toolbar, children }: Props<Row>) {
  const t = useTranslations(noun);
  if (list.error) return <FailedState failure={toFailure(list.error)} onRetry={list.refetch} />;
  return (
    <>
      {header}
      {toolbar}
      {/* On a phone the page scrolls too; otherwise the table would have room for three rows. */}
      <div className="flex min-h-80 flex-1 flex-col">
        <Table
          label={table.label ?? t("title")}
          columns={table.columns}
          rows={list.rows}
          isBusy={list.isBusy}
          sort={list.sort}
          empty={<EmptyList noun={noun} onClear={list.onClear} loading={table.loading} />}
        />
      </div>
      {children}
    </>
  );
}
