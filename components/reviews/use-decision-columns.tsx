"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Link } from "@/components/ui/controls/link";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import type { ReviewKind } from "@/lib/governance/reviews/vocabulary";
import { type Deciding, DecisionButtons, NoteButton } from "./decision-buttons";
import { Activity, FrozenMark, Hints, Keys, KeyUse, Maker, Since } from "./evidence-cells";
import { Given, Granted, Grantee, LastDay } from "./grant-cells";
import { toRowName } from "./row-name";
import { RowState } from "./row-state";

/** All columns of keys and grants fit beside the navigation at 1440 pixels. */
const allWidths = {
  memberships: { name: 246, decision: 292, state: 112, hints: 160 },
  keys: { name: 160, decision: 306, state: 112, hints: 172 },
  grants: { name: 190, decision: 180, state: 100, hints: 172 },
} as const satisfies Record<ReviewKind, object>;
const subjects = { memberships: Person, keys: Key, grants: Grantee } as const;
const evidence = { memberships: toPersonColumns, keys: toKeyColumns, grants: toGrantColumns } as const;

/** The handlers change with every decision, and the cells need the newest. On a phone, a row is a card with its state. */
export function useDecisionColumns(kind: ReviewKind, deciding: Deciding): Column<ReviewRow>[] {
  const t = useTranslations("reviews");
  const { mayDecide, isAlone, onDecide, onNote } = deciding;
  return useMemo(() => {
    const given = { mayDecide, isAlone, onDecide, onNote };
    const widths = allWidths[kind];
    const Subject = subjects[kind];
    return [
      {
        id: kind === "keys" ? "key" : "person",
        header: t(kind === "keys" ? "pack.key" : "person"),
        width: widths.name,
        cell: (row) => <Subject row={row} />,
      },
      {
        id: "decision",
        header: t("decision"),
        width: widths.decision,
        cell: (row) => <DecisionButtons row={row} deciding={given} />,
      },
      {
        id: "state",
        header: t("state"),
        width: widths.state,
        card: "value",
        cell: (row) => <RowState row={row} />,
      },
      { id: "hints", header: t("hints"), width: widths.hints, cell: (row) => <Hints row={row} /> },
      ...evidence[kind](t),
      {
        id: "note",
        header: t("noteOfRow"),
        isHeaderHidden: true,
        width: 56,
        cell: (row) => <NoteButton row={row} deciding={given} />,
      },
    ];
  }, [t, kind, mayDecide, isAlone, onDecide, onNote]);
}

type Text = ReturnType<typeof useTranslations<"reviews">>;

function toPersonColumns(t: Text): Column<ReviewRow>[] {
  return [
    { id: "role", header: t("role"), width: 160, cell: (row) => <Role row={row} /> },
    { id: "activity", header: t("activity"), width: 116, cell: (row) => <Activity row={row} /> },
    { id: "keys", header: t("keysHere"), width: 190, cell: (row) => <Keys row={row} /> },
    { id: "since", header: t("since"), width: 184, cell: (row) => <Since row={row} /> },
  ];
}

function toKeyColumns(t: Text): Column<ReviewRow>[] {
  return [
    { id: "use", header: t("pack.lastUsed"), width: 144, cell: (row) => <KeyUse row={row} /> },
    { id: "maker", header: t("maker"), cell: (row) => <Maker row={row} /> },
  ];
}

function toGrantColumns(t: Text): Column<ReviewRow>[] {
  return [
    { id: "access", header: t("access"), width: 156, cell: (row) => <Granted row={row} /> },
    { id: "lastDay", header: t("lastDay"), width: 150, cell: (row) => <LastDay row={row} /> },
    { id: "given", header: t("givenBy"), width: 132, cell: (row) => <Given row={row} /> },
  ];
}

function Key({ row }: { row: ReviewRow }) {
  const t = useTranslations("reviews");
  const isEverywhere = row.facts?.scope === "organization";
  return (
    <TwoLines
      detail={isEverywhere ? t("wholeOrganization") : row.facts?.hint}
      mark={<FrozenMark row={row} />}
    >
      <Link
        // Sound: the type of a route with a parameter is generic.
        href={`/keys/${encodeURIComponent(row.userId)}` as Route}
        className="min-w-0 truncate rounded-sm font-medium hover:underline"
      >
        <VendorText>{toRowName(row)}</VendorText>
      </Link>
    </TwoLines>
  );
}

function Person({ row }: { row: ReviewRow }) {
  const { userId, name, email } = row;
  return (
    <TwoLines detail={name && <VendorText>{email}</VendorText>} mark={<FrozenMark row={row} />}>
      <PersonLink id={userId} className="font-medium">
        {name || email}
      </PersonLink>
    </TwoLines>
  );
}

function Role({ row: { role, isInherited, roleNow } }: { row: ReviewRow }) {
  const t = useTranslations("reviews");
  const people = useTranslations("workspaces.people");
  const toRole = useWorkspaceRoleName();
  const now = roleNow && <span className="text-warn">{t("roleNow", { role: toRole(roleNow) })}</span>;
  return <TwoLines detail={now || people(isInherited ? "inherited" : "direct")}>{toRole(role)}</TwoLines>;
}
