"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { DateText } from "@/components/ui/date-text";
import { NumberText } from "@/components/ui/number-text";
import type { Column } from "@/components/ui/table-columns";
import { VendorText } from "@/components/ui/vendor-text";
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
    () => [...toColumns(t), ...(acts.length > 0 ? [toActions(t("actions"), acts, onAsk)] : [])],
    [t, acts, onAsk], // The table wants a stable identity.
  );
}

function toColumns(t: ReturnType<typeof useTranslations<"keys">>): Column<KeyRow>[] {
  const columns: Column<KeyRow>[] = [
    { id: "name", header: t("name"), width: 230, cell: (row) => <KeyName row={row} /> },
    {
      id: "hint",
      header: t("hint"),
      width: 200,
      cell: ({ hint }) => <VendorText className="font-mono text-xs">{hint ?? "–"}</VendorText>,
    },
    {
      id: "status",
      header: t("status"),
      width: 110,
      cell: ({ status }) => <KeyStatusBadge status={status} />,
    },
    { id: "place", header: t("place"), width: 180, cell: (row) => <KeyPlace row={row} /> },
    { id: "maker", header: t("maker"), width: 210, cell: (row) => <KeyMaker row={row} /> },
    {
      id: "used",
      header: t("used"),
      width: 140,
      cell: (row) => <KeyLastUse row={row} />,
    },
    {
      id: "tokens",
      header: t("tokens"),
      width: 140,
      isNumeric: true,
      cell: ({ tokens30d }) => <NumberText value={tokens30d} />,
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

function toActions(header: string, acts: readonly KeyAct[], onAsk: Options["onAsk"]): Column<KeyRow> {
  return {
    id: "actions",
    header,
    isHeaderHidden: true,
    width: 56,
    cell: (row) => (
      <KeyMenu row={row} acts={acts} onAsk={onAsk} trigger={<Ellipsis />} triggerClass={triggerClass} />
    ),
  };
}

function KeyName({ row: { id, name } }: { row: KeyRow }) {
  return (
    <Link
      href={`/keys/${encodeURIComponent(id)}`}
      prefetch={false}
      className="rounded-sm font-medium hover:underline"
    >
      <VendorText>{name.trim() || id}</VendorText>
    </Link>
  );
}
