"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { type AssignableRole, assignableRoles } from "@/lib/directory/vocabulary";
import { changeMemberRole } from "@/lib/members/actions";
import type { MemberDetail, MembersPage } from "@/lib/members/schema";

type RoleChange = { memberId: string; role: AssignableRole; before: string; isUndo?: boolean };

export function useChangeRole() {
  const t = useTranslations();
  const client = useQueryClient();
  const refresh = useInvalidateWorkspaces();
  const showFailure = useFailureToast();
  const mutation = useWrite({
    isRepeatable: true,
    write: (send, { memberId, role, before }: RoleChange) =>
      send(changeMemberRole, { memberId, role, expected: before }),
    onMutate: async ({ memberId, role }) => {
      await client.cancelQueries({ queryKey: ["members"] });
      setRole(client, memberId, role);
    },
    onSuccess: (_, change) => toast(t("members.roleChanged"), toUndo(change)),
    onError: (error, { memberId, before }) => {
      setRole(client, memberId, before);
      showFailure(toFailure(error));
    },
    onSettled: refresh,
  });

  function toUndo({ memberId, role, before, isUndo }: RoleChange) {
    const back = assignableRoles.find((one) => one === before);
    if (isUndo || !back) return {};
    const onAction = () => mutation.mutate({ memberId, role: back, before: role, isUndo: true });
    return { action: { label: t("ui.undo"), onAction } };
  }

  return mutation.mutate;
}

function setRole(client: QueryClient, memberId: string, role: string) {
  client.setQueriesData<MembersPage>(
    { queryKey: ["members", "list"] },
    (page) =>
      page && { ...page, rows: page.rows.map((row) => (row.id === memberId ? { ...row, role } : row)) },
  );
  client.setQueryData<MemberDetail>(
    ["members", "detail", memberId],
    (detail) => detail && { ...detail, member: { ...detail.member, role } },
  );
}
