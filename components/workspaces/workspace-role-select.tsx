"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { Picker } from "@/components/ui/controls/picker";
import { onDemand } from "@/components/ui/on-demand";
import type { GivableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import type { WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { givesMoreInWorkspace } from "@/lib/directory/workspaces/vocabulary";
import { useChangeWorkspaceRole } from "./use-change-workspace-role";

const RaiseWorkspaceRoleDialog = onDemand(() =>
  import("./raise-workspace-role-dialog").then((file) => file.RaiseWorkspaceRoleDialog),
);

type Props = {
  workspaceId: string;
  person: Pick<WorkspacePerson, "userId" | "name" | "email" | "role" | "offered" | "reason">;
  canManage: boolean;
  label?: string;
};

/** Never offers a role that the API refuses to assign, and keeps a role it doesn't know. */
export function WorkspaceRoleSelect({ workspaceId, person, canManage, label: given }: Props) {
  const t = useTranslations();
  const toName = useWorkspaceRoleName();
  const change = useChangeWorkspaceRole();
  const [raised, setRaised] = useState<GivableWorkspaceRole>();
  const { role: before, offered, reason } = person;
  const label = given ?? t("workspaces.people.role");
  if (!canManage) return toName(before);
  if (offered.length === 0 && reason)
    return (
      <DisabledControl as="picker" label={label} reason={t(`reasons.${reason}`)} value={toName(before)} />
    );

  const isListed = offered.some((one) => one === before);
  const roles = isListed ? offered : [before, ...offered];
  return (
    <>
      <Picker
        label={label}
        value={before}
        options={roles.map((one) => ({ value: one, label: toName(one) }))}
        onPick={(value) => {
          const role = offered.find((one) => one === value);
          if (!role) return;
          if (givesMoreInWorkspace(role, before)) setRaised(role);
          else change({ workspaceId, person, role, before });
        }}
      />
      {raised && (
        <RaiseWorkspaceRoleDialog
          person={person}
          role={raised}
          onConfirm={() => {
            change({ workspaceId, person, role: raised, before });
            setRaised(undefined);
          }}
          onClose={() => setRaised(undefined)}
        />
      )}
    </>
  );
}
