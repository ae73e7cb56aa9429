"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import type { WorkspacePerson } from "@/lib/workspaces/schema";
import { useChangeWorkspaceRole } from "./use-change-workspace-role";
import { useWorkspaceRoleName } from "./use-workspace-role-name";

type Props = {
  workspaceId: string;
  person: Pick<WorkspacePerson, "userId" | "role" | "offered" | "reason">;
  canManage: boolean;
  /** Where several are on one screen. */
  label?: string;
};

/** The role of one row. It never offers a role that the API refuses to give, and keeps one it does not know. */
export function WorkspaceRoleSelect({ workspaceId, person, canManage, label }: Props) {
  const t = useTranslations();
  const toName = useWorkspaceRoleName();
  const change = useChangeWorkspaceRole();
  const { userId, role, offered, reason } = person;
  if (!canManage) return toName(role);

  const isListed = offered.some((one) => one === role);
  const roles = isListed ? offered : [role, ...offered];
  return (
    <Select
      isQuiet
      aria-label={label ?? t("workspaces.people.role")}
      className="w-full"
      value={role}
      options={roles.map((one) => ({ value: one, label: toName(one) }))}
      disabledReason={offered.length === 0 && reason ? t(`reasons.${reason}`) : undefined}
      onChange={(event) => {
        const next = offered.find((one) => one === event.target.value);
        if (next) change({ workspaceId, userId, role: next, before: role });
      }}
    />
  );
}
