"use client";

import type { ReactNode } from "react";
import { type Rows, Table } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { Sort } from "@/components/ui/table/table-head";
import { FailedPage } from "./failed-page";
import { toFailure } from "./failure";

type Props<Row> = {
  list: {
    rows: Rows<Row>;
    isBusy: boolean;
    sort?: Sort | undefined;
    error: Error | null;
    refetch: () => void;
  };
  table: { label: string; columns: readonly Column<Row>[]; empty: ReactNode; lines?: 1 | 2 };
  header: ReactNode;
  toolbar?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
};

export function ListPage<Row>({ list, table, header, toolbar, footer, children }: Props<Row>) {
  if (list.error) return <FailedPage failure={toFailure(list.error)} onRetry={list.refetch} />;
  return (
    <>
      {header}
      {toolbar}
      {/* On a phone the page scrolls too; otherwise the table would have room for three rows. */}
      <div className="flex min-h-80 flex-1 flex-col gap-5">
        <Table {...table} rows={list.rows} isBusy={list.isBusy} sort={list.sort} />
        {footer}
      </div>
      {children}
    </>
  );
}
