"use client";

import { useTranslations } from "next-intl";

export function useKindName(): (kind: string) => string {
  const t = useTranslations("claudeCode");
  return (kind) => (kind === "user_actor" ? t("people") : kind === "api_actor" ? t("keys") : kind);
}
