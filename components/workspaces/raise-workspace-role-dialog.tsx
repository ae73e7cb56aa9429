"use client";

import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { WorkspaceRoleAccessNote } from "@/components/directory/workspace-role-access-note";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { GivableWorkspaceRole } from "@/lib/core/organization/vocabulary";

type Props = {
  person: { name: string; email: string; role: string };
  role: GivableWorkspaceRole;
  onConfirm: () => void;
  onClose: () => void;
};

/** A role that grants more access takes two steps, and the dialog shows what it allows. */
export function RaiseWorkspaceRoleDialog({ person, role, onConfirm, onClose }: Props) {
  const t = useTranslations();
  const toName = useWorkspaceRoleName();
  return (
    <ConfirmDialog
      title={t("members.raise.title")}
      confirm={{
        label: t("members.raise.confirm", { role: toName(role) }),
        isHarmless: true,
        disabledReason: person.role === role ? t("members.raise.has") : undefined,
      }}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>
        {t.rich("workspaces.raise.text", {
          name: toVendorText(person.name || person.email, "font-medium text-ink"),
          before: toName(person.role),
          after: toName(role),
        })}
      </p>
      <WorkspaceRoleAccessNote role={role} />
    </ConfirmDialog>
  );
}
