"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { toButtonClass } from "@/components/ui/button";
import { Table, toRows } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-columns";
import { VendorText } from "@/components/ui/vendor-text";
import { formatDay, formatShare } from "@/lib/format";
import { formatCents, toDollars } from "@/lib/money";
import { workspaceSpendQuery } from "@/lib/workspaces/queries";
import type { WorkspaceSpend as Spend } from "@/lib/workspaces/schema";
import { SpendChart } from "./spend-chart";

type Model = Spend["models"][number];

export function WorkspaceSpend({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations("workspaces.spending");
  const { data, error, refetch } = useQuery(workspaceSpendQuery(workspaceId));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  if (data.models.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <>
      <SpendTotal spend={data} />
      <SpendChart spend={data} />
      <ModelTable spend={data} />
    </>
  );
}

/** Rounded for the eye, and exact. */
function SpendTotal({ spend: { from, to, totalCents } }: { spend: Spend }) {
  const t = useTranslations("workspaces.spending");
  const locale = useLocale();
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-3">
      <dl className="flex flex-wrap items-end gap-x-10 gap-y-3">
        <div>
          <dt className="text-ink-muted text-sm">
            {t("range", { from: formatDay(from, locale), to: formatDay(to, locale) })}
          </dt>
          <dd className="font-semibold text-2xl tracking-tight tabular-nums">
            {formatCents(totalCents, locale)}
          </dd>
        </div>
        <div>
          <dt className="text-ink-muted text-sm">{t("exact")}</dt>
          <dd className="h-8.5 text-ink-muted tabular-nums">{toDollars(totalCents)}</dd>
        </div>
      </dl>
      <Link href="/cost" className={toButtonClass("ghost")}>
        {t("more")}
      </Link>
    </div>
  );
}

function ModelTable({ spend: { models, totalCents } }: { spend: Spend }) {
  const t = useTranslations("workspaces.spending");
  const locale = useLocale();
  const columns = useMemo(
    (): Column<Model>[] => [
      {
        id: "model",
        header: t("model"),
        footer: t("total"),
        cell: ({ model }) => (model === null ? t("noModel") : <VendorText>{model}</VendorText>),
      },
      {
        id: "amount",
        header: t("amount"),
        isNumeric: true,
        width: 160,
        footer: formatCents(totalCents, locale),
        cell: ({ cents }) => formatCents(cents, locale),
      },
      {
        id: "share",
        header: t("share"),
        isNumeric: true,
        width: 110,
        cell: ({ share }) => formatShare(share, locale),
      },
    ],
    [t, locale, totalCents], // The table wants a stable identity.
  );
  return (
    <Table label={t("byModel")} columns={columns} rows={toRows(models, ({ model }) => model ?? "(none)")} />
  );
}
