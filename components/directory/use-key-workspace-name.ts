"use client";

import { useTranslations } from "next-intl";

/** `value` is a workspace ID, or the scope of a key without a workspace. */
type KeyWorkspace = { value: string; name: string | null; isDefault: boolean };

export function useKeyWorkspaceName(): (workspace: KeyWorkspace) => string {
  const t = useTranslations("keys.places");
  return ({ value, name, isDefault }) => {
    if (isDefault) return t("default");
    if (value === "organization" || value === "unknown") return t(value);
    return name ?? value;
  };
}
