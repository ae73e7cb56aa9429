"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Popover } from "./popover";

export function InfoTip({ about, children }: { about: string; children: ReactNode }) {
  const t = useTranslations("ui");
  return (
    <Popover
      label={t("more", { what: about })}
      trigger={<Info aria-hidden className="size-3.5" />}
      triggerClass="inline-grid size-6 pointer-coarse:size-11 shrink-0 place-items-center rounded-full align-middle text-ink-faint hover:text-ink"
      align="start"
      className="w-64 px-3 py-2.5 font-normal text-ink-muted text-sm"
    >
      {children}
    </Popover>
  );
}
