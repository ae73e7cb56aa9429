"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { toRolesOffered, useOrganization } from "@/components/shell/use-organization";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { Picker } from "@/components/ui/controls/picker";
import { assignableRoles } from "@/lib/core/organization/vocabulary";
import type { MemberRow } from "@/lib/directory/members/schema";
import type { AskedRole } from "./role-changes";

type Props = {
  member: Pick<MemberRow, "id" | "name" | "email" | "role" | "reason">;
  roles: MemberRoles;
  canWrite: boolean;
};

/** What all selects of a table share: subscriptions in each row would take longer than its markup. */
export function useMemberRoles(change: (asked: AskedRole) => void) {
  const t = useTranslations();
  const toName = useRoleName();
  const { isEnterprise } = useOrganization();
  return useMemo(
    () => ({ t, toName, change, offered: toRolesOffered(assignableRoles, isEnterprise) }),
    [t, toName, change, isEnterprise],
  );
}

type MemberRoles = ReturnType<typeof useMemberRoles>;

/** Never offers a role that the API refuses to assign, and keeps a role it doesn't know. */
export function RoleSelect({ member, roles: { t, toName, change, offered }, canWrite }: Props) {
  const { role: before, reason } = member;
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
    <Picker
      label={t("members.role")}
      value={before}
      options={roles.map((role) => ({ value: role, label: toName(role) }))}
      onPick={(value) => {
        const role = assignableRoles.find((one) => one === value);
        if (role) change({ member, role });
      }}
    />
  );
}
