"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { Picker } from "@/components/ui/controls/picker";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { toast } from "@/components/ui/overlay/toast-store";
import { type GivableWorkspaceRole, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { changeWorkspaceRole } from "@/lib/directory/workspaces/actions";
import type { PersonAccess, WorkspacePeople, WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { givesMoreInWorkspace, toMembershipId } from "@/lib/directory/workspaces/vocabulary";

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

type Change = {
  workspaceId: string;
  person: Pick<WorkspacePerson, "userId" | "name" | "email">;
  role: GivableWorkspaceRole;
  before: string;
  isUndo?: boolean;
};

function useChangeWorkspaceRole() {
  const t = useTranslations();
  const client = useQueryClient();
  const toRole = useWorkspaceRoleName();
  const showFailure = useFailureToast();
  const mutation = useWrite({
    isRepeatable: true,
    write: (send, { workspaceId, person, role, before }: Change) => {
      const membershipId = toMembershipId(workspaceId, person.userId);
      return send(changeWorkspaceRole, { membershipId, role, expected: before });
    },
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: ["workspaces"] });
      setRole(client, change, change.role);
    },
    onSuccess: (_, change) => toast(toText(change), toUndo(change)),
    onError: (error, change) => {
      setRole(client, change, change.before);
      showFailure(toFailure(error));
    },
    onSettled: useInvalidateWorkspaces(),
  });

  function toText({ person, role, before }: Change) {
    const name = toVendorText(person.name || person.email);
    return t.rich("workspaces.people.roleChanged", { name, role: toRole(role), before: toRole(before) });
  }

  function toUndo({ isUndo, ...change }: Change) {
    const back = givableWorkspaceRoles.find((one) => one === change.before);
    if (isUndo || !back) return {};
    const onAction = () => mutation.mutate({ ...change, role: back, before: change.role, isUndo: true });
    return { action: { label: t("ui.undo"), onAction } };
  }

  return mutation.mutate;
}

/** Updates whichever is open: the workspace's people or the person's page. */
function setRole(client: QueryClient, { workspaceId, person: { userId } }: Change, role: string) {
  client.setQueriesData<WorkspacePeople>(
    { queryKey: ["workspaces", "people", workspaceId] },
    (page) =>
      page && { ...page, rows: page.rows.map((row) => (row.userId === userId ? { ...row, role } : row)) },
  );
  client.setQueryData<PersonAccess>(["workspaces", "access", userId], (access) => {
    const toChanged = (membership: PersonAccess["memberships"][number]) =>
      membership.workspaceId === workspaceId ? { ...membership, role } : membership;
    return access && { ...access, memberships: access.memberships.map(toChanged) };
  });
}
