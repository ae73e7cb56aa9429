"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AssignableRole } from "@/lib/core/organization/vocabulary";

export function RoleAccessNote({ role, children }: { role: AssignableRole; children?: ReactNode }) {
  const t = useTranslations("members.raise");
  return (
    <div className="grid gap-1 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <h3 className="font-medium">{t("opensTitle")}</h3>
      <p>{t(`opens.${role}`)}</p>
      {children && <p>{children}</p>}
    </div>
  );
}
