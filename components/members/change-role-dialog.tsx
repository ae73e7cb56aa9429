"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RolePicker } from "@/components/directory/role-picker";
import { useRoleName } from "@/components/directory/use-role-name";
import { Button } from "@/components/ui/controls/button";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { type AssignableRole, assignableRoles } from "@/lib/core/organization/vocabulary";
import type { MemberRow } from "@/lib/directory/members/schema";
import { givesMore } from "@/lib/directory/members/vocabulary";
import { RoleAccessNote } from "./role-access-note";
import { useChangeRole } from "./use-change-role";
import { useCurrentMember } from "./use-current-member";

type Props = {
  member: Pick<MemberRow, "id" | "name" | "email" | "role">;
  /** Chosen at first instead of the present one. */
  suggested?: AssignableRole;
  onClose: () => void;
};

export function ChangeRoleDialog({ member, suggested, onClose }: Props) {
  const t = useTranslations();
  const toName = useRoleName();
  const change = useChangeRole();
  const { reason } = useCurrentMember(member.id);
  const present = assignableRoles.find((one) => one === member.role);
  const [role, setRole] = useState(suggested ?? present ?? assignableRoles[0]);
  return (
    <Dialog title={t("members.changeRole")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason) return;
          if (role !== member.role) change({ member, role, before: member.role });
          onClose();
        }}
      >
        <p className="text-ink-muted">
          {t.rich("members.presentRole", {
            name: () => (
              <VendorText className="font-medium text-ink">{member.name || member.email}</VendorText>
            ),
            role: toName(member.role),
          })}
        </p>
        <RolePicker startsHere role={role} onChange={setRole} />
        {givesMore(role, member.role) && <RoleAccessNote role={role} />}
        {reason && (
          <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
            {reason}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" variant="primary" disabled={role === member.role || reason !== undefined}>
            {givesMore(role, member.role)
              ? t("members.raise.confirm", { role: toName(role) })
              : t("members.changeRole")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
