"use client";

import { ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { flushSync } from "react-dom";
import { toButtonClass } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import { onDemand } from "@/components/ui/on-demand";
import { ClearFilters } from "./clear-filters";
import { useListFacts } from "./list-facts";

const SortFields = onDemand(() => import("./sheet-end").then((file) => file.SortFields));
const SheetEnd = onDemand(() => import("./sheet-end").then((file) => file.SheetEnd));

type Props = {
  children: ReactNode;
  /** Whether a wide screen has another way to clear them. */
  isClearedElsewhere?: boolean;
};

/** One row of filters, which a phone shows in a sheet. They are there once: only the style knows the difference. */
export function FilterSheet({ children, isClearedElsewhere = false }: Props) {
  const t = useTranslations("ui");
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { filterCount, onClear } = useListFacts();
  const close = () => document.getElementById(id)?.hidePopover();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        className={`${toButtonClass("chip")} md:hidden`}
      >
        <ListFilter aria-hidden className="size-4 text-ink-faint" />
        {t("filters", { count: filterCount })}
      </button>
      <div
        id={id}
        popover="auto"
        {...{ role: isOpen ? "dialog" : "group", "aria-label": t("filters", { count: 0 }) }}
        // Synchronous, so that the sheet opens with all that is in it; and it is closed before that goes, with its focus.
        onBeforeToggle={({ target, currentTarget, newState }) => {
          if (target === currentTarget && newState === "open") flushSync(() => setOpen(true));
        }}
        onToggle={({ target, currentTarget, newState }) => {
          if (target === currentTarget && newState === "closed") setOpen(false);
        }}
        className="sheet"
      >
        {isOpen && (
          <div className="mb-2 flex items-center justify-between">
            <h2 className="text-lg">{t("filters", { count: 0 })}</h2>
            <IconButton label={t("close")} icon={<X />} onClick={close} />
          </div>
        )}
        <div className="sheet-fields">
          {children}
          {isOpen && <SortFields />}
          {!isOpen && !isClearedElsewhere && <ClearFilters onClear={onClear} filterCount={filterCount} />}
        </div>
        {isOpen && <SheetEnd onClose={close} />}
      </div>
    </>
  );
}
