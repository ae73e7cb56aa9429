"use client";

import { useTranslations } from "next-intl";
import type { MenuItem } from "@/components/ui/overlay/menu";

/** Prints the page. */
export function usePaper(): MenuItem {
  const t = useTranslations("ui");
  return {
    id: "print",
    label: t("print"),
    onSelect: () => window.print(),
  };
}
