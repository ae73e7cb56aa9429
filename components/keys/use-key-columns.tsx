"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { FindingMark } from "@/components/directory/finding-mark";
import { HeaderDays } from "@/components/directory/header-days";
import { KeyHint, KeyLastUse, KeyWorkspace, ListedKeyName } from "@/components/directory/key-cells";
import { KeyCost } from "@/components/directory/key-cost";
import { BeingReplaced, KeyStatusBadge } from "@/components/directory/key-status-badge";
import { NotReadYet, useIsRead } from "@/components/shell/read-history";
import { SelectAll } from "@/components/shell/select-all";
import type { ListSelection } from "@/components/shell/use-list-selection";
import { Link } from "@/components/ui/controls/link";
import { RowCheck } from "@/components/ui/controls/row-check";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { rowTrigger } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import { formatCount, formatCountShort } from "@/lib/core/format/format";
import type { KeyChoice, KeyRow } from "@/lib/directory/keys/schema";
import type { KeyOperation } from "@/lib/directory/keys/vocabulary";
import { KeyPrincipal, MakerName } from "./key-cells";
import { KeyMenu } from "./key-menu";

type Operations = {
  operations: readonly KeyOperation[];
  onOperation: (operation: KeyOperation, row: KeyRow) => void;
};
type Options = Operations & {
  choice: ListSelection<KeyChoice>;
  /** Whether cost is estimated rather than reported. */
  isEstimate: boolean;
};

const tokenDays = 30;

export function useKeyColumns({ operations, onOperation, choice, isEstimate }: Options): Column<KeyRow>[] {
  const t = useTranslations("keys");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        minWidth: 250,
        isSortable: true,
        headerLead: operations.length > 0 && <SelectAll choice={choice} />,
        cell: (row) => <KeyName row={row} choice={operations.length > 0 ? choice : undefined} />,
      },
      ...toColumns(t, isEstimate),
      ...(operations.length > 0 ? [toActions(t("actions"), { operations, onOperation })] : []),
    ],
    [t, operations, onOperation, choice, isEstimate],
  );
}

function toColumns(t: ReturnType<typeof useTranslations<"keys">>, isEstimate: boolean): Column<KeyRow>[] {
  const columns: Column<KeyRow>[] = [
    {
      id: "status",
      header: t("status"),
      width: 107,
      card: "note",
      cell: ({ status }) => <KeyStatusBadge status={status} />,
    },
    {
      id: "place",
      header: t("place"),
      width: 126,
      cell: (row) => (
        <span className="line-clamp-2 whitespace-normal leading-4">
          <KeyWorkspace row={row} />
        </span>
      ),
    },
    { id: "maker", header: t("maker"), width: 130, cell: (row) => <MakerAndOwner row={row} /> },
    {
      id: "used",
      header: t("used"),
      width: 132,
      cell: (row) => <KeyLastUse row={row} />,
    },
    {
      id: "tokens",
      header: t("tokens"),
      headerShown: t("tokensShort"),
      headerNote: <HeaderDays />,
      width: 102,
      isWideOnly: true,
      isNumeric: true,
      cell: ({ tokens30d }) => <Tokens count={tokens30d} />,
    },
    {
      id: "cost",
      header: t("cost"),
      width: 134,
      isNumeric: true,
      card: "value",
      headerNote: <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />,
      cell: (row) => <KeyCost row={row} hasKind={false} />,
    },
    {
      id: "expires",
      header: t("expires"),
      width: 107,
      isWideOnly: true,
      cell: ({ expiresAt }) => <DateText at={expiresAt} show="day" />,
    },
    {
      id: "created",
      header: t("created"),
      width: 125,
      cell: ({ createdAt }) => (createdAt ? <DateText at={createdAt} show="day" /> : "–"),
    },
    { id: "principal", header: t("principal"), width: 200, cell: (row) => <KeyPrincipal row={row} /> },
  ];
  return columns.map((column) => ({ ...column, isSortable: true }));
}

function toActions(header: string, operations: Operations): Column<KeyRow> {
  return {
    id: "actions",
    header,
    isHeaderHidden: true,
    width: 56,
    cell: (row) => <KeyMenu row={row} {...operations} {...rowTrigger} />,
  };
}

function MakerAndOwner({ row }: { row: KeyRow }) {
  const t = useTranslations("keys");
  const owner = row.owner && t.rich("ownedBy", { owner: toVendorText(row.owner?.name ?? "") });
  const left = row.isMakerGone && <Badge tone="warn">{t("makerGone")}</Badge>;
  return (
    <TwoLines
      detail={
        (left || owner) && (
          <>
            {left} {owner}
          </>
        )
      }
    >
      <MakerName row={row} />
    </TwoLines>
  );
}

type NameProps = { row: KeyRow; choice: ListSelection<KeyChoice> | undefined };

function KeyName({ row, choice }: NameProps) {
  const t = useTranslations("ui");
  return (
    <span className="flex min-w-0 items-center gap-1">
      {choice && (
        <RowCheck
          label={t("select", { what: row.name.trim() || row.id })}
          isChecked={choice.selection.has(row.id)}
          onToggle={(hasShift) => choice.onToggle(row, hasShift)}
        />
      )}
      <TwoLines
        detail={
          <>
            <KeyHint hint={row.hint} /> <BeingReplaced of={row} />
          </>
        }
        mark={<FindingMark of={row.id} rules={row.findings} />}
      >
        <Link
          href={`/keys/${encodeURIComponent(row.id)}`}
          className="card-link min-w-0 truncate rounded-sm font-medium hover:underline max-md:line-clamp-2 max-md:whitespace-normal"
        >
          <ListedKeyName of={row} />
        </Link>
      </TwoLines>
    </span>
  );
}

function Tokens({ count }: { count: number }) {
  const locale = useLocale();
  const isRead = useIsRead(tokenDays);
  if (count === 0 && !isRead) return <NotReadYet />;
  return <span title={formatCount(count, locale)}>{formatCountShort(count, locale)}</span>;
}
