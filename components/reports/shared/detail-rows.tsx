"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { NumberText } from "@/components/ui/display/number-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatCount, formatDay, formatPeriod } from "@/lib/core/format/format";
import { type Currency, usd } from "@/lib/core/money/money";
import type { costRowsQuery } from "@/lib/money/reports/queries";
import { detailColumns } from "./dimensions";
import { useValueName } from "./use-value-name";

type Row = { id: string; cells: Record<string, string | null> };
const texts = ["day", "hour", ...detailColumns] as const;
const amounts = ["amount_usd", "amount"] as const;
const numbers = [
  "uncached_input_tokens",
  "cache_read_input_tokens",
  "cache_creation_5m_input_tokens",
  "cache_creation_1h_input_tokens",
  "output_tokens",
  "web_search_requests",
  "requests",
] as const;

export function DetailRows({ query }: { query: ReturnType<typeof costRowsQuery> }) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const { data, error, refetch, isPlaceholderData } = useQuery(query);
  const columns = useDetailColumns(data?.currency ?? usd);
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const rows = data.rows.map(
    (cells, index): Row => ({
      id: String(index),
      cells: Object.fromEntries(data.columns.map((name, at) => [name, cells[at] ?? null])),
    }),
  );
  const count = { shown: formatCount(rows.length, locale), total: formatCount(data.total, locale) };
  return (
    <div className="grid gap-2">
      <p className="text-ink-muted text-sm">
        {t("behindCount", count)} {t("behindNewest")}
      </p>
      <Table
        label={t("behindTitle")}
        columns={columns.filter(({ id }) => data.columns.includes(id))}
        rows={toRows(rows, ({ id }) => id)}
        isBusy={isPlaceholderData}
      />
    </div>
  );
}

function useDetailColumns(currency: Currency): Column<Row>[] {
  const t = useTranslations("reports");
  const locale = useLocale();
  const toName = useValueName();
  const toText = (name: (typeof texts)[number], value: string | null) => {
    if (name === "day") return value === null ? "–" : formatDay(value, locale);
    if (name === "hour") return value === null ? "–" : formatPeriod(value, locale);
    if (name === "api_key" && value === null) return t("values.noKey");
    return value === null ? "–" : <VendorText>{toName(name, { key: value, label: value })}</VendorText>;
  };
  const toTextColumn = (name: (typeof texts)[number]): Column<Row> => ({
    id: name,
    header: t(`columns.${name}`),
    width: name === "description" ? 300 : 150,
    cell: ({ cells }) => toText(name, cells[name] ?? null),
  });
  const toNumberColumn = (name: (typeof numbers | typeof amounts)[number]): Column<Row> => ({
    id: name,
    header: name === "amount" ? t("columns.amount", { currency }) : t(`columns.${name}`),
    width: 150,
    isNumeric: true,
    cell: ({ cells }) =>
      amounts.some((one) => one === name) ? cells[name] : <NumberText value={cells[name] ?? "0"} />,
  });
  const [day, ...others] = texts.map(toTextColumn);
  return [...(day ? [day] : []), ...amounts.map(toNumberColumn), ...others, ...numbers.map(toNumberColumn)];
}
