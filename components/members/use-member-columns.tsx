"use client";

import { UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Avatar } from "@/components/ui/avatar";
import { DateText } from "@/components/ui/date-text";
import { IconButton } from "@/components/ui/icon-button";
import { NumberText } from "@/components/ui/number-text";
import type { Column } from "@/components/ui/table-columns";
import { VendorText } from "@/components/ui/vendor-text";
import type { MemberRow } from "@/lib/members/schema";
import { RoleSelect } from "./role-select";

type Options = { canWrite: boolean; onRemove: (member: MemberRow) => void };

export function useMemberColumns({ canWrite, onRemove }: Options): Column<MemberRow>[] {
  const t = useTranslations();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("members.name"),
        isSortable: true,
        width: 240,
        cell: (member) => <MemberName member={member} />,
      },
      {
        id: "email",
        header: t("members.email"),
        isSortable: true,
        cell: ({ email }) => <VendorText>{email}</VendorText>,
      },
      {
        id: "role",
        header: t("members.role"),
        isSortable: true,
        width: 190,
        cell: (member) => <RoleSelect member={member} canWrite={canWrite} />,
      },
      {
        id: "workspaces",
        header: t("members.workspaces"),
        width: 120,
        isNumeric: true,
        cell: ({ workspaceCount }) => <NumberText value={workspaceCount} />,
      },
      {
        id: "added",
        header: t("members.added"),
        isSortable: true,
        width: 130,
        cell: ({ addedAt }) => <DateText at={addedAt} show="day" />,
      },
      ...(canWrite ? [toActions(t, onRemove)] : []),
    ],
    [t, canWrite, onRemove], // The table wants a stable identity.
  );
}

function toActions(
  t: ReturnType<typeof useTranslations<never>>,
  onRemove: (member: MemberRow) => void,
): Column<MemberRow> {
  return {
    id: "actions",
    header: t("members.actions"),
    isHeaderHidden: true,
    width: 56,
    cell: (member) => (
      <IconButton
        label={t("members.remove")}
        icon={<UserMinus />}
        disabled={member.reason !== null}
        title={member.reason ? t(`reasons.${member.reason}`) : t("members.remove")}
        onClick={() => onRemove(member)}
      />
    ),
  };
}

function MemberName({ member: { name, email } }: { member: MemberRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name || email} />
      <VendorText className="truncate font-medium">{name || email}</VendorText>
    </span>
  );
}
