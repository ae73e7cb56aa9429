"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import type { MenuItem } from "@/components/ui/overlay/menu";

/** Prints the page. */
export function usePaper(): MenuItem {
  const t = useTranslations("ui");
  return {
    id: "print",
    label: (
      <>
        <Printer aria-hidden /> {t("print")}
      </>
    ),
    onSelect: () => window.print(),
  };
}
