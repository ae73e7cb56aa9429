"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Avatar } from "@/components/ui/display/avatar";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ReviewRow } from "@/lib/reviews/schema";
import { type Deciding, DecisionButtons } from "./decision-buttons";
import { Activity, Hints, Keys, Since } from "./evidence-cells";
import { RowState } from "./row-state";

/** The handlers change with every decision, and the cells need the newest. */
export function useDecisionColumns(deciding: Deciding): Column<ReviewRow>[] {
  const t = useTranslations("reviews");
  const { mayDecide, onDecide, onNote } = deciding;
  return useMemo(
    () => [
      { id: "person", header: t("person"), width: 230, cell: (row) => <Person {...row} /> },
      {
        id: "decision",
        header: t("decision"),
        width: 290,
        cell: (row) => <DecisionButtons row={row} deciding={{ mayDecide, onDecide, onNote }} />,
      },
      { id: "state", header: t("state"), width: 190, cell: (row) => <RowState row={row} /> },
      { id: "hints", header: t("hints"), width: 210, cell: (row) => <Hints row={row} /> },
      { id: "role", header: t("role"), width: 160, cell: (row) => <Role row={row} /> },
      { id: "activity", header: t("activity"), width: 130, cell: (row) => <Activity row={row} /> },
      { id: "keys", header: t("keysHere"), width: 150, cell: (row) => <Keys row={row} /> },
      { id: "since", header: t("since"), width: 170, cell: (row) => <Since row={row} /> },
    ],
    [t, mayDecide, onDecide, onNote],
  );
}

function Person({ userId, name, email }: ReviewRow) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name || email} />
      <TwoLines detail={name && <VendorText>{email}</VendorText>}>
        <PersonLink id={userId} className="font-medium">
          {name || email}
        </PersonLink>
      </TwoLines>
    </span>
  );
}

function Role({ row: { role, isInherited, roleNow } }: { row: ReviewRow }) {
  const t = useTranslations("reviews");
  const people = useTranslations("workspaces.people");
  const toRole = useWorkspaceRoleName();
  const now = roleNow && <span className="text-warn">{t("roleNow", { role: toRole(roleNow) })}</span>;
  return <TwoLines detail={now || people(isInherited ? "inherited" : "direct")}>{toRole(role)}</TwoLines>;
}
