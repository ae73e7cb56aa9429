"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { assignableRoles } from "@/lib/core/organization/vocabulary";

export function RolesTip() {
  const t = useTranslations();
  const toName = useRoleName();
  return (
    <InfoTip about={t("members.rolesTip")}>
      <dl className="grid gap-1.5">
        {assignableRoles.map((role) => (
          <div key={role}>
            <dt className="font-medium text-ink">{toName(role)}</dt>
            <dd>{t(`invites.roleHelp.${role}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">{t("invites.noAdmin")}</p>
    </InfoTip>
  );
}
