"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { changeWorkspaceRole } from "@/lib/workspaces/actions";
import type { WorkspacePeople } from "@/lib/workspaces/schema";
import {
  type AssignableWorkspaceRole,
  assignableWorkspaceRoles,
  toMembershipId,
} from "@/lib/workspaces/vocabulary";
import { useInvalidateWorkspaces } from "./use-invalidate-workspaces";

type Change = { userId: string; role: AssignableWorkspaceRole; before: string; isUndo?: boolean };

/** Shows the new role at once, takes it back if the change fails, and offers to undo it. */
export function useChangeWorkspaceRole(workspaceId: string) {
  const t = useTranslations();
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const queryKey = ["workspaces", "people", workspaceId];
  const mutation = useMutation({
    mutationFn: async ({ userId, role }: Change) =>
      unwrap(await changeWorkspaceRole({ membershipId: toMembershipId(workspaceId, userId), role })),
    onMutate: async ({ userId, role }) => {
      await client.cancelQueries({ queryKey });
      setRole(client, queryKey, userId, role);
    },
    onSuccess: (_, change) => toast(t("workspaces.people.roleChanged"), toUndo(change)),
    onError: (error, { userId, before }) => {
      setRole(client, queryKey, userId, before);
      showFailure(toFailure(error));
    },
    onSettled: useInvalidateWorkspaces(),
  });

  function toUndo({ userId, role, before, isUndo }: Change) {
    const back = assignableWorkspaceRoles.find((one) => one === before);
    if (isUndo || !back) return {};
    const onAction = () => mutation.mutate({ userId, role: back, before: role, isUndo: true });
    return { action: { label: t("ui.undo"), onAction } };
  }

  return mutation.mutate;
}

function setRole(client: QueryClient, queryKey: string[], userId: string, role: string) {
  client.setQueriesData<WorkspacePeople>(
    { queryKey },
    (page) =>
      page && { ...page, rows: page.rows.map((row) => (row.userId === userId ? { ...row, role } : row)) },
  );
}
