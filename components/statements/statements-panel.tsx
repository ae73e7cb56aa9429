"use client";

import { useQuery } from "@tanstack/react-query";
import { BookCheck, Lock } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { useAskedDialog, useGiven } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { statementsQuery } from "@/lib/money/statements/queries";
import type { ClosedMonth } from "@/lib/money/statements/schema";
import { AccountsSection } from "./accounts-section";
import { OpenCorrections } from "./open-corrections";
import { useStatementNames } from "./use-statement-names";

const CloseMonthDialog = onDemand(() => import("./close-month-dialog").then((file) => file.CloseMonthDialog));

export function StatementsPanel({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("statements");
  const { data, error, refetch } = useQuery(statementsQuery());
  const [isClosing, setClosing] = useAskedDialog("close");
  const [month, forgetMonth] = useGiven("month");
  const endClosing = () => {
    setClosing(false);
    forgetMonth();
  };
  const columns = useColumns();
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const isEmpty = data.statements.length === 0;
  const close = canWrite && (
    <Button variant="primary" onClick={() => setClosing(true)}>
      <Lock aria-hidden className="size-4" />
      {t("close")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={isEmpty ? null : close} />
      {isEmpty ? (
        <EmptyState
          icon={<BookCheck />}
          title={t("emptyTitle")}
          text={t(canWrite ? "emptyText" : "emptyReader")}
          action={close}
        />
      ) : (
        <Table
          label={t("title")}
          columns={columns}
          rows={toRows(data.statements, ({ number }) => String(number))}
        />
      )}
      {data.corrections.length > 0 && <OpenCorrections corrections={data.corrections} />}
      {!isEmpty && <AccountsSection page={data} canWrite={canWrite} />}
      {canWrite && isClosing && (
        <CloseMonthDialog months={data.openMonths} first={month} onClose={endClosing} />
      )}
    </>
  );
}

function useColumns(): Column<ClosedMonth>[] {
  const t = useTranslations("statements");
  const { toMonth } = useStatementNames();
  return [
    {
      id: "number",
      header: t("number"),
      width: 120,
      cell: ({ number }) => (
        <Link
          href={`/cost/statements/${number}` as Route}
          className="card-link font-medium tabular-nums hover:underline"
        >
          {formatNumber(number)}
        </Link>
      ),
    },
    { id: "month", header: t("month"), card: "note", cell: ({ month }) => toMonth(month) },
    {
      id: "total",
      header: t("total"),
      width: 160,
      card: "value",
      isNumeric: true,
      cell: ({ totalCents, printedTotalCents, currency }) => (
        <Amount cents={totalCents} printed={printedTotalCents} currency={currency} />
      ),
    },
    {
      id: "invoice",
      header: t("invoice.title"),
      width: 180,
      cell: ({ invoiceNumber }) =>
        invoiceNumber === null ? (
          <span className="text-ink-muted">{t("invoice.none")}</span>
        ) : (
          <VendorText>{invoiceNumber}</VendorText>
        ),
    },
    {
      id: "closed",
      header: t("closed"),
      width: 140,
      cell: ({ closedAt }) => <DateText at={closedAt} show="day" />,
    },
    {
      id: "by",
      header: t("closedBy"),
      width: 200,
      cell: ({ closedBy, closedByName }) => <PersonName email={closedBy} name={closedByName} />,
    },
  ];
}
