"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { State } from "./state";

type Props = {
  noun: "access" | "activity" | "bulk" | "findings" | "invites" | "keys" | "members" | "workspaces";
  onClear: () => void;
};

/** In the place of a list whose filters leave nothing. */
export function NoMatches({ noun, onClear }: Props) {
  const t = useTranslations(noun);
  return (
    <State
      icon={<Search />}
      title={t("noMatchTitle")}
      // Elsewhere it stands beside the filters.
      action={
        <Button onClick={onClear} className="md:hidden">
          {t("clearFilters")}
        </Button>
      }
    >
      {t("noMatchText")}
    </State>
  );
}
