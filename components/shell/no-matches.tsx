"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { EmptyState } from "./empty-state";

type Props = {
  noun: "access" | "activity" | "bulk" | "findings" | "invites" | "keys" | "members" | "workspaces";
  onClear: () => void;
};

/** In the place of a list whose filters leave nothing. */
export function NoMatches({ noun, onClear }: Props) {
  const t = useTranslations(noun);
  return (
    <EmptyState
      icon={<Search />}
      title={t("noMatchTitle")}
      text={t("noMatchText")}
      // Elsewhere it stands beside the filters.
      action={
        <Button onClick={onClear} className="md:hidden">
          {t("clearFilters")}
        </Button>
      }
    />
  );
}
