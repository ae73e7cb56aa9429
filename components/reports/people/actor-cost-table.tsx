"use client";

import clsx from "clsx";
import { Inbox } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { ListedKeyName } from "@/components/directory/key-cells";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { useProductName } from "@/components/shell/use-product-name";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import { formatShare } from "@/lib/core/format/format";
import type { Cents } from "@/lib/core/money/money";
import { toShare } from "@/lib/core/money/money-math";
import { roundParts, type Within } from "@/lib/core/money/rounding";
import { claudeCodeKeys, noKey, noModel } from "@/lib/money/reports/vocabulary";
import { spendActorsQuery } from "@/lib/money/spend/queries";
import type { CostPart, SpendActors } from "@/lib/money/spend/schema";
import type { ActorsQuery } from "@/lib/money/spend/search-params";

type Row = SpendActors["rows"][number];
type Props = { query: ActorsQuery; onPage: (page: number) => void };

export function ActorCostTable({ query, onPage }: Props) {
  const t = useTranslations("spend.actors");
  const { rows, newest, isBusy, error, refetch } = usePagedRows({
    page: query.page,
    toQuery: (page) => spendActorsQuery({ ...query, page }),
    keyOf: ({ id }: Row) => id,
    onPage,
    listKey: JSON.stringify({ ...query, page: null }),
  });
  const columns = useActorColumns(query.kind, newest);
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  return (
    <Table
      label={t(`kinds.${query.kind}`)}
      columns={columns}
      rows={rows}
      isBusy={isBusy}
      empty={<EmptyState icon={<Inbox />} title={t("emptyTitle")} text={t("emptyText")} />}
    />
  );
}

function useActorColumns(kind: ActorsQuery["kind"], found: SpendActors | undefined): Column<Row>[] {
  const t = useTranslations("spend.actors");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const isEstimate = found?.source === "estimated";
  const toFooter = (cents: string | null | undefined, printed: string | null | undefined) =>
    cents ? <Amount cents={cents} printed={printed ?? undefined} /> : undefined;
  const share: Column<Row> = {
    id: "share",
    header: t("share"),
    width: 82,
    isNumeric: true,
    card: "note",
    cell: ({ cents }) => formatShare(toShare(cents, found?.cents ?? "0"), locale),
  };
  const net: Column<Row> = {
    id: "net",
    header: t(found?.isDiscounted ? "net" : "cost"),
    headerNote: found && <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />,
    width: 150,
    isNumeric: true,
    card: "value",
    footer: toFooter(found?.cents, found?.printed.cents),
    cell: ({ cents, printedCents }) => <Amount cents={cents} printed={printedCents} />,
  };
  const list: Column<Row> = {
    id: "list",
    header: t("list"),
    width: 140,
    isNumeric: true,
    footer: toFooter(found?.listCents, found?.printed.listCents),
    cell: ({ listCents, printedListCents }) =>
      listCents && <Amount cents={listCents} printed={printedListCents ?? undefined} />,
  };
  const name = toNameColumn(t(`one.${kind}`), tReports("values.claudeCodeKeys"));
  const toParts = (id: "products" | "models", of: "product" | "model"): Column<Row> => ({
    id,
    header: t(id),
    width: 276,
    cell: (row) => (
      <CostParts
        parts={row[id]}
        of={of}
        within={{ places: found?.printed.places ?? 0, total: row.printedCents }}
      />
    ),
  });
  return [
    { ...name, footer: t("sum") },
    ...(found?.isDiscounted ? [list] : []),
    net,
    share,
    ...(found?.hasProducts ? [toParts("products", "product")] : []),
    ...(found?.hasModels ? [toParts("models", "model")] : []),
  ];
}

function toNameColumn(header: string, ofClaudeCode: string): Column<Row> {
  return {
    id: "name",
    header,
    cell: ({ id, name, email }) => (
      <span title={id} className="line-clamp-2 whitespace-normal leading-4">
        {name && !email ? (
          <ListedKeyName of={{ id, name }} />
        ) : (
          <VendorText className={clsx("font-medium", email && "block truncate")}>
            {id === claudeCodeKeys ? ofClaudeCode : (name ?? id)}
          </VendorText>
        )}
        {name && email && <VendorText className="block truncate text-ink-muted">{email}</VendorText>}
      </span>
    ),
  };
}

const maxShown = 1;

type CostPartsProps = { parts: readonly CostPart[]; of: "product" | "model"; within: Within };

/** The parts add up to the row's amount, as printed. */
function CostParts({ parts, of, within }: CostPartsProps) {
  const t = useTranslations("spend.actors");
  const tReports = useTranslations("reports.values");
  const toProduct = useProductName();
  const money = useMoney();
  const toName = (key: string) => {
    if (of === "product") return toProduct(key);
    return key === noKey || key === noModel ? tReports("none") : key;
  };
  const printed = roundParts(
    parts.map(({ cents }) => cents),
    within,
  );
  const toLine = (format: (cents: Cents) => string) => (part: CostPart, index: number) =>
    `${toName(part.key)}: ${format(printed[index] ?? "0")}`;
  const lines = parts.map(toLine(money.format));
  const shown = parts.slice(0, maxShown).map(toLine(money.formatNarrow));
  return (
    <span title={lines.join("\n")} className="block truncate text-ink-muted">
      <VendorText>{shown.join(" · ")}</VendorText>
      {lines.length > maxShown && ` ${t("moreParts", { count: lines.length - maxShown })}`}
    </span>
  );
}
