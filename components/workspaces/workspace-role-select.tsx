"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import type { WorkspacePerson } from "@/lib/workspaces/schema";
import { assignableWorkspaceRoles } from "@/lib/workspaces/vocabulary";
import { useChangeWorkspaceRole } from "./use-change-workspace-role";
import { useWorkspaceRoleName } from "./use-workspace-role-name";

type Props = { workspaceId: string; person: WorkspacePerson; canManage: boolean };

/** The role of one row. It never offers a role that the API refuses to give, and keeps one it does not know. */
export function WorkspaceRoleSelect({ workspaceId, person, canManage }: Props) {
  const t = useTranslations();
  const toName = useWorkspaceRoleName();
  const change = useChangeWorkspaceRole(workspaceId);
  if (!canManage) return toName(person.role);

  const isListed = assignableWorkspaceRoles.some((role) => role === person.role);
  const roles = isListed ? assignableWorkspaceRoles : [person.role, ...assignableWorkspaceRoles];
  return (
    <Select
      isQuiet
      aria-label={t("workspaces.people.role")}
      className="w-full"
      value={person.role}
      options={roles.map((role) => ({ value: role, label: toName(role) }))}
      disabledReason={person.reason ? t(`reasons.${person.reason}`) : undefined}
      onChange={(event) => {
        const role = assignableWorkspaceRoles.find((one) => one === event.target.value);
        if (role) change({ userId: person.userId, role, before: person.role });
      }}
    />
  );
}
