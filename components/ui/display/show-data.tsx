"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";

/** The table that a chart draws, created when someone asks for it. */
export function ShowData({ children }: { children: ReactNode }) {
  const t = useTranslations("ui");
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget: { open } }) => setOpen(open)}>
      <summary className="w-fit rounded-sm text-ink-muted text-sm hover:text-ink">{t("showData")}</summary>
      {isOpen && <div className="mt-2 flex flex-col md:max-h-96">{children}</div>}
    </details>
  );
}
