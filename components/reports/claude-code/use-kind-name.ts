"use client";

import { useTranslations } from "next-intl";

/** A type of actor that is new here is called as it came. */
export function useKindName(): (kind: string) => string {
  const t = useTranslations("claudeCode");
  return (kind) => (kind === "user_actor" ? t("people") : kind === "api_actor" ? t("keys") : kind);
}
