"use client";

import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { assignableRoles } from "@/lib/core/organization/vocabulary";

/** What each role may do. */
export function RolesHelp() {
  const t = useTranslations("invites");
  const toName = useRoleName();
  return (
    <>
      <dl className="grid gap-1.5">
        {assignableRoles.map((role) => (
          <div key={role}>
            <dt className="font-medium text-ink">{toName(role)}</dt>
            <dd>{t(`roleHelp.${role}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">{t("noAdmin")}</p>
    </>
  );
}
