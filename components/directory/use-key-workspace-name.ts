"use client";

import { useTranslations } from "next-intl";

/** `value` is the id of a workspace, or the scope of a key that has none. */
type KeyWorkspace = { value: string; name: string | null; isDefault: boolean };

export function useKeyWorkspaceName(): (workspace: KeyWorkspace) => string {
  const t = useTranslations("keys.places");
  return ({ value, name, isDefault }) => {
    if (isDefault) return t("default");
    if (value === "organization" || value === "unknown") return t(value);
    return name ?? value;
  };
}
