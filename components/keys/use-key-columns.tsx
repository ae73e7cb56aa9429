"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { DateText } from "@/components/ui/date-text";
import type { Column } from "@/components/ui/table-columns";
import { VendorText } from "@/components/ui/vendor-text";
import { formatCount, formatCountShort } from "@/lib/format";
import type { KeyRow } from "@/lib/keys/schema";
import type { KeyAct } from "@/lib/keys/vocabulary";
import { KeyLastUse, KeyMaker, KeyPlace, KeyPrincipal } from "./key-cells";
import { type AskedAct, KeyMenu } from "./key-menu";
import { KeyStatusBadge } from "./key-status";

type Options = { acts: readonly KeyAct[]; onAsk: (asked: AskedAct) => void };

const triggerClass =
  "grid size-7 place-items-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink [&>svg]:size-4";

export function useKeyColumns({ acts, onAsk }: Options): Column<KeyRow>[] {
  const t = useTranslations("keys");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        width: 260,
        isSortable: true,
        cell: (row) => <KeyName row={row} acts={acts} onAsk={onAsk} />,
      },
      ...toColumns(t),
    ],
    [t, acts, onAsk], // The table wants a stable identity.
  );
}

function toColumns(t: ReturnType<typeof useTranslations<"keys">>): Column<KeyRow>[] {
  const columns: Column<KeyRow>[] = [
    {
      id: "hint",
      header: t("hint"),
      width: 190,
      cell: ({ hint }) => <VendorText className="font-mono text-xs">{hint ?? "–"}</VendorText>,
    },
    {
      id: "status",
      header: t("status"),
      width: 100,
      cell: ({ status }) => <KeyStatusBadge status={status} />,
    },
    { id: "place", header: t("place"), width: 170, cell: (row) => <KeyPlace row={row} /> },
    { id: "maker", header: t("maker"), width: 180, cell: (row) => <KeyMaker row={row} /> },
    {
      id: "used",
      header: t("used"),
      width: 130,
      cell: (row) => <KeyLastUse row={row} />,
    },
    {
      id: "tokens",
      header: t("tokens"),
      width: 140,
      isNumeric: true,
      cell: ({ tokens30d }) => <Tokens count={tokens30d} />,
    },
    {
      id: "expires",
      header: t("expires"),
      width: 125,
      cell: ({ expiresAt }) => <DateText at={expiresAt} show="day" />,
    },
    {
      id: "created",
      header: t("created"),
      width: 125,
      cell: ({ createdAt }) => <DateText at={createdAt} show="day" />,
    },
    { id: "principal", header: t("principal"), width: 200, cell: (row) => <KeyPrincipal row={row} /> },
  ];
  return columns.map((column) => ({ ...column, isSortable: true }));
}

/** The first column stays in view however far the others are scrolled, and so do the acts in it. */
function KeyName({ row, acts, onAsk }: Options & { row: KeyRow }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <Link
        href={`/keys/${encodeURIComponent(row.id)}`}
        prefetch={false}
        className="min-w-0 truncate rounded-sm font-medium hover:underline"
      >
        <VendorText>{row.name.trim() || row.id}</VendorText>
      </Link>
      {acts.length > 0 && (
        <span className="-mr-1 ml-auto shrink-0">
          <KeyMenu row={row} acts={acts} onAsk={onAsk} trigger={<Ellipsis />} triggerClass={triggerClass} />
        </span>
      )}
    </span>
  );
}

function Tokens({ count }: { count: number }) {
  const locale = useLocale();
  return <span title={formatCount(count, locale)}>{formatCountShort(count, locale)}</span>;
}
