"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";
import { membersSnapshotQuery } from "@/lib/directory/snapshots/queries";
import type { MemberState, MemberThen } from "@/lib/directory/snapshots/schema";
import { DifferenceBadge } from "./difference-badge";
import { SnapshotList } from "./snapshot-list";
import { ThenNow } from "./then-now";

export function MembersSnapshot({ today }: { today: string }) {
  const columns = useColumns();
  return <SnapshotList noun="members" today={today} columns={columns} toQuery={membersSnapshotQuery} />;
}

function useColumns(): Column<MemberThen>[] {
  const t = useTranslations();
  const toRole = useRoleName();
  const toAccess = useAccess();
  return [
    {
      id: "name",
      header: t("members.name"),
      width: 280,
      cell: ({ state }) => (
        <TwoLines detail={<VendorText>{state.email}</VendorText>}>
          <VendorText className="truncate font-medium">{state.name || state.email}</VendorText>
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
      id: "role",
      header: t("members.role"),
      width: 180,
      card: "note",
      cell: ({ state, before }) => (
        <ThenNow before={before && toRole(before.role)} now={toRole(state.role)} />
      ),
    },
    {
      id: "workspaces",
      header: t("members.workspaces"),
      cell: ({ state, before }) => <ThenNow before={before && toAccess(before)} now={toAccess(state)} />,
    },
  ];
}

/** Such as "Checkout (Developer), Search (User)". */
function useAccess(): (state: MemberState) => string {
  const t = useTranslations("snapshots");
  const toRole = useWorkspaceRoleName();
  return ({ role, places }) => {
    if (role === "billing") return t("costOnly");
    if (inheritingRoles.some((one) => one === role)) return t("everywhere");
    if (places.length === 0) return t("nowhere");
    return places
      .map((place) => `${place.isDefault ? t("default") : place.name} (${toRole(place.role)})`)
      .join(", ");
  };
}
