"use client";

import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { toButtonClass } from "@/components/ui/controls/button";

/** An object's facts beside what belongs to it, above it where there is no room, and on a phone behind a button. */
export function DetailLayout({ facts, children }: { facts: ReactNode; children: ReactNode }) {
  const t = useTranslations("shell");
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 xl:order-last">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          className={clsx(toButtonClass("chip"), "justify-between! md:hidden print:hidden")}
        >
          {t("facts")}
          <ChevronDown aria-hidden className={clsx("size-4 text-ink-faint", isOpen && "rotate-180")} />
        </button>
        <div id={id} className={clsx(!isOpen && "max-md:hidden print:block!")}>
          {facts}
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">{children}</div>
    </div>
  );
}
