"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import { type GivableWorkspaceRole, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { changeWorkspaceRole } from "@/lib/directory/workspaces/actions";
import type { PersonAccess, WorkspacePeople, WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";

type Change = {
  workspaceId: string;
  person: Pick<WorkspacePerson, "userId" | "name" | "email">;
  role: GivableWorkspaceRole;
  before: string;
  isUndo?: boolean;
};

export function useChangeWorkspaceRole() {
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
