"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { type ReactNode, useMemo } from "react";
import { toCssColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { CurrencyNote } from "@/components/shell/currency-notes";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteDays } from "@/components/shell/incomplete-days";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { toButtonClass } from "@/components/ui/controls/button";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { Figure, Figures } from "@/components/ui/display/figure";
import { InCurrency, useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatDay, formatShare } from "@/lib/core/format/format";

import { roundColumn } from "@/lib/core/money/rounding";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { workspaceSpendQuery } from "@/lib/directory/workspaces/queries";
import type { WorkspaceSpend as Spend, WorkspaceDetail } from "@/lib/directory/workspaces/schema";
import { SpendChart } from "./spend-chart";

type Model = Spend["models"][number];

type Props = { workspaceId: string; color: WorkspaceDetail["color"] };

export function WorkspaceSpend({ workspaceId, color }: Props) {
  const t = useTranslations("workspaces.spending");
  const [currency, setCurrency] = useQueryState("currency", parseAsCurrency);
  const { data, error, refetch } = useQuery(workspaceSpendQuery(workspaceId, currency));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  if (data.loading) return <LoadingHistory loading={data.loading} text={t("waiting")} />;
  if (data.models.length === 0 && data.totals.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <InCurrency currency={data.currency}>
      <SpendTotal spend={data} workspaceId={workspaceId}>
        <CurrencyChoice shown={data} onChange={setCurrency} />
      </SpendTotal>
      <CurrencyNote shown={data} />
      <IncompleteDays reports={["cost"]} range={data} />
      <SpendChart spend={data} color={color} />
      <ModelTable spend={data} />
    </InCurrency>
  );
}

type TotalProps = { spend: Spend; workspaceId: string; children: ReactNode };

function SpendTotal({ spend: { from, to, totalCents }, workspaceId, children }: TotalProps) {
  const t = useTranslations("workspaces.spending");
  const locale = useLocale();
  const money = useMoney();
  const exact = money.toExact(totalCents);
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <Figures>
        <Figure
          label={t("range", { from: formatDay(from, locale), to: formatDay(to, locale) })}
          isHero
          end={<CopyButton value={exact} label={t("exact", { amount: exact, currency: money.currency })} />}
        >
          {money.format(totalCents)}
        </Figure>
      </Figures>
      <div className="flex flex-wrap items-center gap-2">
        {children}
        <Link href={`/cost?workspace=${encodeURIComponent(workspaceId)}`} className={toButtonClass()}>
          {t("more")}
        </Link>
      </div>
    </div>
  );
}

function ModelTable({ spend: { models, totalCents } }: { spend: Spend }) {
  const t = useTranslations("workspaces.spending");
  const locale = useLocale();
  const columns = useMemo((): Column<Model>[] => {
    const toPrinted = roundColumn(models, ({ cents }) => cents);
    return [
      {
        id: "model",
        header: t("model"),
        footer: t("total"),
        cell: ({ model, color }) => (
          <span className="flex items-center gap-2.5">
            <Swatch color={toCssColor(color)} />
            {model === null ? t("noModel") : <VendorText>{model}</VendorText>}
          </span>
        ),
      },
      {
        id: "amount",
        header: t("amount"),
        isNumeric: true,
        width: 160,
        card: "value",
        footer: <Amount cents={totalCents} />,
        cell: (row) => <Amount cents={row.cents} printed={toPrinted(row)} />,
      },
      {
        id: "share",
        header: t("share"),
        isNumeric: true,
        width: 110,
        card: "note",
        cell: ({ share }) => formatShare(share, locale),
      },
    ];
  }, [t, locale, models, totalCents]);
  return (
    <Table label={t("byModel")} columns={columns} rows={toRows(models, ({ model }) => model ?? "(none)")} />
  );
}
