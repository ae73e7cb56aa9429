"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import type { MemberRow } from "@/lib/members/schema";
import { assignableRoles } from "@/lib/members/vocabulary";
import { useChangeRole } from "./use-change-role";
import { useRoleName } from "./use-role-name";

/** The role of one row. It never offers a role that the API refuses to give, and keeps one it does not know. */
export function RoleSelect({
  member,
  canWrite,
}: {
  member: Pick<MemberRow, "id" | "role" | "reason">;
  canWrite: boolean;
}) {
  const t = useTranslations();
  const toName = useRoleName();
  const change = useChangeRole();
  if (!canWrite) return toName(member.role);

  const isListed = assignableRoles.some((role) => role === member.role);
  const roles = isListed ? assignableRoles : [member.role, ...assignableRoles];
  return (
    <Select
      isQuiet
      aria-label={t("members.role")}
      className="w-full"
      value={member.role}
      options={roles.map((role) => ({ value: role, label: toName(role) }))}
      disabledReason={member.reason ? t(`reasons.${member.reason}`) : undefined}
      onChange={(event) => {
        const role = assignableRoles.find((one) => one === event.target.value);
        if (role) change({ memberId: member.id, role, before: member.role });
      }}
    />
  );
}
