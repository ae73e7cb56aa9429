"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { useRoleName } from "@/components/directory/use-role-name";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import { type AssignableRole, assignableRoles } from "@/lib/core/organization/vocabulary";
import { changeMemberRole } from "@/lib/directory/members/actions";
import type { MemberDetail, MemberRow, MembersPage } from "@/lib/directory/members/schema";

type RoleChange = {
  member: Pick<MemberRow, "id" | "name" | "email">;
  role: AssignableRole;
  before: string;
  isUndo?: boolean;
};

export function useChangeRole() {
  const t = useTranslations();
  const client = useQueryClient();
  const toRole = useRoleName();
  const refresh = useInvalidateWorkspaces();
  const showFailure = useFailureToast();
  const mutation = useWrite({
    isRepeatable: true,
    write: (send, { member, role, before }: RoleChange) =>
      send(changeMemberRole, { memberId: member.id, role, expected: before }),
    onMutate: async ({ member, role }) => {
      await client.cancelQueries({ queryKey: ["members"] });
      setRole(client, member.id, role);
    },
    onSuccess: (_, change) => toast(toText(change), toUndo(change)),
    onError: (error, { member, before }) => {
      setRole(client, member.id, before);
      showFailure(toFailure(error));
    },
    onSettled: refresh,
  });

  function toText({ member, role, before }: RoleChange) {
    const name = toVendorText(member.name || member.email);
    return t.rich("members.roleChanged", { name, role: toRole(role), before: toRole(before) });
  }

  function toUndo({ member, role, before, isUndo }: RoleChange) {
    const back = assignableRoles.find((one) => one === before);
    if (isUndo || !back) return {};
    const onAction = () => mutation.mutate({ member, role: back, before: role, isUndo: true });
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
