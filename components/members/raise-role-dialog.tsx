"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { AssignableRole } from "@/lib/core/organization/vocabulary";
import { RoleAccessNote } from "./role-access-note";

type Props = {
  person: { name: string; email: string; role: string };
  role: AssignableRole;
  onConfirm: () => void;
  onClose: () => void;
};

/** A role that grants more access takes two steps, and the dialog shows what it allows. */
export function RaiseRoleDialog({ person: { name, email, role: before }, role, onConfirm, onClose }: Props) {
  const t = useTranslations("members.raise");
  const toName = useRoleName();
  return (
    <ConfirmDialog
      title={t("title")}
      confirm={{
        label: t("confirm", { role: toName(role) }),
        isHarmless: true,
        disabledReason: before === role ? t("has") : undefined,
      }}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>
        {t.rich("text", {
          name: toVendorText(name || email, "font-medium text-ink"),
          before: toName(before),
          after: toName(role),
        })}
      </p>
      <RoleAccessNote role={role} />
    </ConfirmDialog>
  );
}
