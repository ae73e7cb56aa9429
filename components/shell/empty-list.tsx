"use client";

import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "./empty-state";

type Props = {
  /** Whose words are used. */
  noun: "activity" | "bulk" | "invites" | "keys" | "members" | "workspaces";
  icon?: ReactNode;
  /** Removes the filters that leave nothing; without any nothing is there yet. */
  onClear: (() => void) | undefined;
};

/** Why a list shows nothing. */
export function EmptyList({ noun, icon, onClear }: Props) {
  const t = useTranslations(noun);
  if (!onClear) return <EmptyState icon={icon} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <EmptyState
      icon={<SearchX />}
      title={t("noMatchTitle")}
      text={t("noMatchText")}
      action={<Button onClick={onClear}>{t("clearFilters")}</Button>}
    />
  );
}
