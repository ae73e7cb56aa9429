"use client";

import { useTranslations } from "next-intl";
import type { GivableWorkspaceRole } from "@/lib/core/organization/vocabulary";

export function WorkspaceRoleAccessNote({ role }: { role: GivableWorkspaceRole }) {
  const t = useTranslations();
  return (
    <div className="grid gap-1 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <h3 className="font-medium">{t("members.raise.opensTitle")}</h3>
      <p>{t(`workspaces.raise.opens.${role}`)}</p>
    </div>
  );
}
