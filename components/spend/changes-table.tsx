"use client";

import { Inbox } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTagName } from "@/components/directory/use-tag-name";
import { EmptyState } from "@/components/shell/empty-state";
import { Link } from "@/components/ui/controls/link";
import { Amount, Difference } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatSpan } from "@/lib/core/format/format";
import { usd } from "@/lib/core/money/money";
import { toShare } from "@/lib/core/money/money-math";
import type { PrintedTable } from "@/lib/core/money/rounding";
import { isTag, type TagDimension } from "@/lib/money/reports/dimension";
import { toFilterSearch } from "@/lib/money/reports/search-params";
import { claudeCodeKeys, noKey, otherKey } from "@/lib/money/reports/vocabulary";
import type { Change, SpendChanges } from "@/lib/money/spend/change-schema";
import type { ChangeAxis } from "@/lib/money/spend/vocabulary";
import { useChangeName } from "./use-change-name";

type Props = {
  changes: SpendChanges;
  printed: PrintedTable;
  by: ChangeAxis;
  isBusy: boolean;
  onNarrow: (workspace: string) => void;
};

export function ChangesTable({ isBusy, ...shown }: Props) {
  const { changes } = shown;
  const t = useTranslations("spend.changes");
  const columns = useChangeColumns(shown);
  return (
    <Table
      label={t("title")}
      columns={columns}
      rows={toRows(changes.rows, ({ key }) => key)}
      isBusy={isBusy}
      empty={<EmptyState icon={<Inbox />} title={t("emptyTitle")} text={t("emptyText")} />}
    />
  );
}

type Shown = Omit<Props, "isBusy">;

function useChangeColumns({ changes, printed, by, onNarrow }: Shown): Column<Change>[] {
  const t = useTranslations("spend.changes");
  const locale = useLocale();
  const { total } = printed;
  const rows = new Map(changes.rows.map(({ key }, index) => [key, printed.rows[index]]));
  const toName = useChangeName(by);
  const toTagName = useTagName();
  const largest = changes.rows[0]?.differenceCents ?? "0";
  return [
    {
      id: "name",
      header: isTag(by) ? toTagName(by) : t(`axes.${by}`),
      footer: t("sum"),
      cell: (row) => (
        <ChangeName row={row} name={toName(row)} changes={changes} by={by} onNarrow={onNarrow} />
      ),
    },
    {
      id: "before",
      header: formatSpan(changes.before, locale, "short"),
      width: 140,
      isNumeric: true,
      footer: <Amount cents={changes.beforeCents} printed={total.before} />,
      cell: ({ key, beforeCents }) => <Amount cents={beforeCents} printed={rows.get(key)?.before} />,
    },
    {
      id: "after",
      header: formatSpan(changes.after, locale, "short"),
      width: 140,
      isNumeric: true,
      card: "note",
      footer: <Amount cents={changes.afterCents} printed={total.total} />,
      cell: ({ key, afterCents }) => <Amount cents={afterCents} printed={rows.get(key)?.total} />,
    },
    {
      id: "difference",
      header: t("difference"),
      width: 150,
      isNumeric: true,
      card: "value",
      footer: <Difference cents={changes.differenceCents} printed={total.difference} />,
      cell: ({ key, differenceCents }) => (
        <Difference cents={differenceCents} printed={rows.get(key)?.difference} />
      ),
    },
    {
      id: "bar",
      header: t("bar"),
      width: 160,
      cell: ({ differenceCents }) => (
        <Bar ratio={toShare(differenceCents, largest)} isMore={!differenceCents.startsWith("-")} />
      ),
    },
  ];
}

function Bar({ ratio, isMore }: { ratio: number; isMore: boolean }) {
  const width = `${Math.abs(ratio) * 50}%`;
  return (
    <span aria-hidden className="relative block h-2 rounded-full bg-sunken forced-color-adjust-none">
      <span
        className={
          isMore
            ? "absolute left-1/2 h-2 rounded-r-full bg-chart-2"
            : "absolute right-1/2 h-2 rounded-l-full bg-chart-1"
        }
        style={{ width }}
      />
    </span>
  );
}

type ChangeNameProps = {
  row: Change;
  name: string;
  changes: SpendChanges;
  by: ChangeAxis;
  onNarrow: (workspace: string) => void;
};

const className =
  "card-link min-h-6 rounded-sm text-left font-medium underline-offset-2 hover:underline hover:decoration-line-strong";

/** A workspace opens into its models and keys; a model, a key, and a tag open their report of the later period. */
function ChangeName({ row: { key }, name, changes, by, onNarrow }: ChangeNameProps) {
  const t = useTranslations("spend.changes");
  const isGroup = key === otherKey || key === claudeCodeKeys || (key === noKey && !isTag(by));
  if (isGroup) return <VendorText className="font-medium">{name}</VendorText>;
  if (by === "workspace")
    return (
      <button type="button" onClick={() => onNarrow(key)} className={className}>
        <VendorText>{name}</VendorText>
        <span className="sr-only">{t("narrow")}</span>
      </button>
    );
  return (
    <Link href={`/${by === "key" ? "usage" : "cost"}?${toSearch(changes, by, key)}`} className={className}>
      <VendorText>{name}</VendorText>
    </Link>
  );
}

function toSearch(
  { after, within, currency }: SpendChanges,
  by: "model" | "key" | TagDimension,
  key: string,
) {
  const filter = { [by]: [key], ...(within && { workspace: [within.key] }) };
  const shown = by !== "key" && currency !== usd ? { currency } : {};
  return new URLSearchParams({ ...after, ...toFilterSearch(filter), ...shown });
}
