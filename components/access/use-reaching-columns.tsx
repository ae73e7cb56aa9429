"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { MembershipSinceText } from "@/components/directory/membership-since-text";
import { PersonLink } from "@/components/directory/person-link";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Link } from "@/components/ui/controls/link";
import { Avatar } from "@/components/ui/display/avatar";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { NumberText } from "@/components/ui/display/number-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ReachingAccount, ReachingPerson } from "@/lib/directory/access/schema";
import { type Reach, toReach } from "@/lib/directory/access/vocabulary";
import { toPersonPage } from "./grid-heads";

/** `isDefault` follows from the row: no one is added to Default. */
export function useReachingColumns(workspaceId: string, isDefault: boolean): Column<ReachingPerson>[] {
  const t = useTranslations("access.reach");
  const toRole = useWorkspaceRoleName();
  const toOrganizationRole = useRoleName();
  return useMemo(() => {
    const reachOf = (person: ReachingPerson) => toReach(person, { id: workspaceId, isDefault });
    return [
      { id: "name", header: t("name"), cell: (person) => <Person person={person} /> },
      {
        id: "role",
        header: t("role"),
        width: 120,
        card: "value",
        cell: (person) => {
          const { role } = reachOf(person);
          return <VendorText>{role === null ? toOrganizationRole(person.role) : toRole(role)}</VendorText>;
        },
      },
      {
        id: "how",
        header: t("how"),
        width: 180,
        card: "note",
        cell: (person) => <How reach={reachOf(person)} role={toOrganizationRole(person.role)} />,
      },
      {
        id: "since",
        header: t("since"),
        width: 150,
        cell: (person) =>
          isThere(reachOf(person)) ? <MembershipSinceText since={person.since} /> : t("notYet"),
      },
    ];
  }, [t, toRole, toOrganizationRole, workspaceId, isDefault]);
}

/** Planned and failed access doesn't count as access. */
function isThere({ kind }: Reach): boolean {
  return kind === "direct" || kind === "inherited" || kind === "default";
}

function Person({ person }: { person: ReachingPerson }) {
  const { id, kind, name, email } = person;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name || email} />
      <TwoLines detail={name && <VendorText>{email}</VendorText>}>
        {kind === "invite" ? (
          <Link
            href={toPersonPage(person)}
            className="min-w-0 truncate rounded-sm font-medium hover:underline"
          >
            <VendorText>{email}</VendorText>
          </Link>
        ) : (
          <PersonLink id={id} className="font-medium">
            {name || email}
          </PersonLink>
        )}
      </TwoLines>
    </span>
  );
}

function How({ reach: { kind }, role }: { reach: Reach; role: string }) {
  const t = useTranslations("access.reach");
  if (kind === "direct" || kind === "none") return t("direct");
  if (kind === "failed") return <span className="text-danger">{t(kind)}</span>;
  return <TwoLines detail={<VendorText>{role}</VendorText>}>{t(kind)}</TwoLines>;
}

export function useAccountColumns(): Column<ReachingAccount>[] {
  const t = useTranslations("access.reach");
  const toRole = useWorkspaceRoleName();
  return useMemo(
    () => [
      { id: "name", header: t("account"), cell: ({ id, name }) => <Account id={id} name={name} /> },
      {
        id: "role",
        header: t("role"),
        width: 140,
        card: "value",
        cell: ({ role }) => <VendorText>{role === null ? "–" : toRole(role)}</VendorText>,
      },
      {
        id: "how",
        header: t("how"),
        width: 190,
        card: "note",
        cell: ({ role, isInherited }) =>
          t(role !== null ? "direct" : isInherited ? "accountInherited" : "accountByKey"),
      },
      {
        id: "keys",
        header: t("accountKeys"),
        width: 110,
        isNumeric: true,
        cell: ({ keyCount }) => <NumberText value={keyCount} />,
      },
    ],
    [t, toRole],
  );
}

function Account({ id, name }: Pick<ReachingAccount, "id" | "name">) {
  const t = useTranslations("serviceAccounts");
  return (
    <TwoLines detail={<CopyableId value={id} label={t("id")} />}>
      <VendorText className="truncate font-medium">{name ?? id}</VendorText>
    </TwoLines>
  );
}
