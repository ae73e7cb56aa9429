import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** A role that the vendor added later is shown as received. */
export function useRoleName(): (role: string) => string {
  const t = useTranslations("members.roles");
  return useCallback((role) => (isKnown(t, role) ? t(role) : role), [t]);
}

type RoleTranslator = ReturnType<typeof useTranslations<"members.roles">>;

function isKnown(t: RoleTranslator, role: string): role is Parameters<RoleTranslator>[0] {
  return /^\w+$/.test(role) && t.has(role as Parameters<RoleTranslator>[0]); // Sound: has() is the check itself.
}
