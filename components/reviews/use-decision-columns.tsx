"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { type ComponentType, useMemo } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Link } from "@/components/ui/controls/link";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import type { ReviewKind } from "@/lib/governance/reviews/vocabulary";
import { type Deciding, DecisionButtons } from "./decision-buttons";
import { Evidence, FrozenBadge } from "./evidence-cell";
import { toRowName } from "./row-name";
import { RowState } from "./row-state";

/** All columns fit beside the navigation at 1440 pixels, and without the evidence beside the panel as well. */
const widths = { subject: 236, decision: 330, state: 116 };
/** What a row is about, and what is known of it. */
export type Cells = Record<"Subject" | "Evidence", ComponentType<{ row: ReviewRow }>>;
export const cellsOfPeople: Cells = { Subject: Person, Evidence };
export const cellsOfKeys: Cells = { Subject: Key, Evidence };

/** The handlers change with every decision, and the cells need the newest. The panel beside the list has the evidence, too. */
export function useDecisionColumns(
  kind: ReviewKind,
  { mayDecide, isAlone, areKeysOn, onDecide, onNote }: Deciding,
  { Subject, Evidence: Known }: Cells,
  hasPanel: boolean,
): Column<ReviewRow>[] {
  const t = useTranslations("reviews");
  return useMemo(() => {
    const given = { mayDecide, isAlone, areKeysOn, onDecide, onNote };
    const columns: Column<ReviewRow>[] = [
      {
        id: "subject",
        header: t(kind === "keys" ? "pack.key" : "person"),
        width: widths.subject,
        cell: (row) => <Subject row={row} />,
      },
      {
        id: "evidence",
        header: t("evidence"),
        card: "line",
        cell: (row) => <Known row={row} />,
      },
      {
        id: "decision",
        header: t("decision"),
        ...(!hasPanel && { width: widths.decision }),
        card: "line",
        cell: (row) => <DecisionButtons row={row} deciding={given} />,
      },
      {
        id: "state",
        header: t("state"),
        width: widths.state,
        card: "value",
        cell: (row) => <RowState row={row} />,
      },
    ];
    return hasPanel ? columns.filter(({ id }) => id !== "evidence") : columns;
  }, [t, kind, mayDecide, isAlone, areKeysOn, onDecide, onNote, Subject, Known, hasPanel]);
}

type Props = { row: ReviewRow };

function Key({ row }: Props) {
  const t = useTranslations("reviews");
  const isEverywhere = row.facts?.scope === "organization";
  return (
    <TwoLines
      detail={isEverywhere ? t("wholeOrganization") : row.facts?.hint}
      mark={<FrozenBadge row={row} />}
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

/** Their role as well, which is what the decision is about. */
function Person({ row }: Props) {
  const { userId, name, email, role, roleNow, isInherited, membership } = row;
  const t = useTranslations("reviews");
  const people = useTranslations("workspaces.people");
  const toRole = useWorkspaceRoleName();
  const both = membership?.inheritedRole && t("both", { role: toRole(membership.inheritedRole) });
  const how = both || people(isInherited ? "inherited" : "direct");
  return (
    <TwoLines
      detail={
        <span title={email}>
          {toRole(role)} ·{" "}
          {roleNow ? <span className="text-warn">{t("roleNow", { role: toRole(roleNow) })}</span> : how}
        </span>
      }
      mark={<FrozenBadge row={row} />}
    >
      <PersonLink id={userId} className="font-medium">
        {name || email}
      </PersonLink>
    </TwoLines>
  );
}
