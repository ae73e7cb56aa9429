"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { toRolesOffered, useOrganization } from "@/components/shell/use-organization";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { Picker } from "@/components/ui/controls/picker";
import { type AssignableRole, assignableRoles } from "@/lib/directory/vocabulary";
import type { MemberRow } from "@/lib/members/schema";
import { givesMore } from "@/lib/members/vocabulary";
import { useChangeRole } from "./use-change-role";

const RaiseRoleDialog = dynamic(() => import("./raise-role-dialog").then((file) => file.RaiseRoleDialog), {
  ssr: false,
});

type Props = {
  member: Pick<MemberRow, "id" | "name" | "email" | "role" | "reason">;
  roles: MemberRoles;
  canWrite: boolean;
};

/** What all selects of a table share: a mutation and a subscription in each row would take longer than its markup. */
export function useMemberRoles() {
  const t = useTranslations();
  const toName = useRoleName();
  const change = useChangeRole();
  const { isEnterprise } = useOrganization();
  return useMemo(
    () => ({ t, toName, change, offered: toRolesOffered(assignableRoles, isEnterprise) }),
    [t, toName, change, isEnterprise],
  );
}

type MemberRoles = ReturnType<typeof useMemberRoles>;

/** Never offers a role that the API refuses to assign, and keeps a role it doesn't know. */
export function RoleSelect({ member, roles: { t, toName, change, offered }, canWrite }: Props) {
  const [raised, setRaised] = useState<AssignableRole>();
  const { id, role: before, reason } = member;
  if (!canWrite) return toName(before);
  if (reason)
    return (
      <DisabledControl
        label={t("members.role")}
        reason={t(`reasons.${reason}`)}
        value={toName(before)}
        as="picker"
      />
    );

  const isListed = offered.some((role) => role === before);
  const roles = isListed ? offered : [before, ...offered];
  return (
    <>
      <Picker
        label={t("members.role")}
        value={before}
        options={roles.map((role) => ({ value: role, label: toName(role) }))}
        onPick={(value) => {
          const role = assignableRoles.find((one) => one === value);
          if (!role) return;
          if (givesMore(role, before)) setRaised(role);
          else change({ memberId: id, role, before });
        }}
      />
      {raised && (
        <RaiseRoleDialog
          person={member}
          role={raised}
          onConfirm={() => {
            change({ memberId: id, role: raised, before });
            setRaised(undefined);
          }}
          onClose={() => setRaised(undefined)}
        />
      )}
    </>
  );
}
