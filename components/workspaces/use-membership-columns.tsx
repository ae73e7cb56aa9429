"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Mark } from "@/components/charts/mark";
import { MembershipSinceText } from "@/components/directory/membership-since-text";
import { Link } from "@/components/ui/controls/link";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import type { PersonMembership, WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { isRaised } from "@/lib/directory/workspaces/vocabulary";
import { WorkspaceRoleSelect } from "./workspace-role-select";

type Person = Pick<WorkspacePerson, "userId" | "name" | "email">;
type Options = { person: Person; canManage: boolean; onRemove: (membership: PersonMembership) => void };

export function useMembershipColumns({ person, canManage, onRemove }: Options): Column<PersonMembership>[] {
  const t = useTranslations("workspaces.access");
  return useMemo(
    () => [
      {
        id: "workspace",
        header: t("workspace"),
        minWidth: 170,
        cell: (membership) => <WorkspaceName membership={membership} />,
      },
      {
        id: "role",
        header: t("role"),
        width: 169,
        card: "value",
        cell: (membership) => (
          <MembershipRole person={person} membership={membership} canManage={canManage} />
        ),
      },
      {
        id: "access",
        header: t("how"),
        width: 198,
        cell: (membership) => <HowAccess membership={membership} />,
      },
      {
        id: "since",
        header: t("since"),
        width: 144,
        cell: ({ since }) => <MembershipSinceText since={since} />,
      },
      ...(canManage ? [toActions(t("actions"), onRemove)] : []),
    ],
    [t, person, canManage, onRemove],
  );
}

type MenuProps = { membership: PersonMembership; onRemove: (membership: PersonMembership) => void };

function toActions(
  header: string,
  onRemove: (membership: PersonMembership) => void,
): Column<PersonMembership> {
  return {
    id: "actions",
    header,
    isHeaderHidden: true,
    width: 56,
    cell: (membership) => <MembershipMenu membership={membership} onRemove={onRemove} />,
  };
}

function WorkspaceName({ membership: { workspaceId, name, color } }: { membership: PersonMembership }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Mark name={name} color={color} />
      <Link
        href={`/workspaces/${encodeURIComponent(workspaceId)}`}
        className="min-w-0 truncate rounded-sm font-medium hover:underline"
      >
        <VendorText>{name}</VendorText>
      </Link>
    </span>
  );
}

type RoleProps = { person: Person; membership: PersonMembership; canManage: boolean };

function MembershipRole({ person, membership, canManage }: RoleProps) {
  const t = useTranslations("workspaces.access");
  const { workspaceId, name, role, offered, reason } = membership;
  if (role === null)
    return <span className="line-clamp-2 whitespace-normal text-ink-muted">{t("noRole")}</span>;
  return (
    <WorkspaceRoleSelect
      workspaceId={workspaceId}
      person={{ ...person, role, offered, reason }}
      canManage={canManage}
      label={t("roleIn", { name })}
    />
  );
}

function HowAccess({ membership }: { membership: PersonMembership }) {
  const t = useTranslations("workspaces.access");
  const { access } = membership;
  if (access === "direct") return t("direct");
  if (access === "default") return <Badge>{t("default")}</Badge>;
  return <Badge>{t(isRaised(membership) ? "raised" : "inherited")}</Badge>;
}

function MembershipMenu({ membership, onRemove }: MenuProps) {
  const t = useTranslations();
  const { name, reason } = membership;
  return (
    <RowMenu
      label={t("workspaces.access.menu", { name })}
      items={[
        {
          id: "remove",
          label: t("workspaces.access.remove"),
          hasDialog: true,
          isDanger: true,
          disabledReason: reason ? t(`reasons.${reason}`) : undefined,
          onSelect: () => onRemove(membership),
        },
      ]}
    />
  );
}
