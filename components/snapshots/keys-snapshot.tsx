"use client";

import { useLocale, useTranslations } from "next-intl";
import { ListedKeyName } from "@/components/directory/key-cells";
import { KeyStatusBadge, useStatusName } from "@/components/directory/key-status-badge";
import { useKeyWorkspaceName } from "@/components/directory/use-key-workspace-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import { formatDay } from "@/lib/core/format/format";
import { keysSnapshotQuery } from "@/lib/directory/snapshots/queries";
import type { KeyState, KeyThen } from "@/lib/directory/snapshots/schema";
import { DifferenceBadge } from "./difference-badge";
import { SnapshotList } from "./snapshot-list";
import { ThenNow } from "./then-now";

export function KeysSnapshot({ today }: { today: string }) {
  const columns = useColumns();
  return <SnapshotList noun="keys" today={today} columns={columns} toQuery={keysSnapshotQuery} />;
}

function useColumns(): Column<KeyThen>[] {
  const t = useTranslations();
  const toStatus = useStatusName();
  const toPlace = useKeyWorkspaceName();
  const toDate = useDate();
  const placeOf = ({ workspaceId, scope, workspaceName: name, isDefaultWorkspace: isDefault }: KeyState) =>
    toPlace({ value: workspaceId ?? scope, name, isDefault });
  return [
    {
      id: "name",
      header: t("keys.name"),
      width: 280,
      cell: ({ id, state }) => (
        <TwoLines detail={state.hint ?? id}>
          <span className="truncate">
            <ListedKeyName of={{ id, name: state.name }} />
          </span>
        </TwoLines>
      ),
    },
    {
      id: "difference",
      header: t("snapshots.differenceLabel"),
      width: 110,
      card: "value",
      cell: ({ difference }) => <DifferenceBadge difference={difference} />,
    },
    {
      id: "status",
      header: t("keys.status"),
      width: 150,
      card: "note",
      cell: ({ state, before }) =>
        before && before.status !== state.status ? (
          <ThenNow before={toStatus(before.status)} now={toStatus(state.status)} />
        ) : (
          <KeyStatusBadge status={state.status} />
        ),
    },
    {
      id: "place",
      header: t("keys.place"),
      cell: ({ state, before }) => <ThenNow before={before && placeOf(before)} now={placeOf(state)} />,
    },
    {
      id: "maker",
      header: t("keys.maker"),
      cell: ({ state }) => (
        <VendorText className="truncate">
          {state.makerName || state.makerEmail || state.makerId || "–"}
        </VendorText>
      ),
    },
    {
      id: "expires",
      header: t("keys.expires"),
      width: 150,
      cell: ({ state, before }) => (
        <ThenNow before={before && toDate(before.expiresAt)} now={toDate(state.expiresAt)} />
      ),
    },
  ];
}

function useDate(): (at: string | null) => string {
  const t = useTranslations("ui");
  const locale = useLocale();
  return (at) => (at === null ? t("never") : formatDay(at.slice(0, 10), locale));
}
