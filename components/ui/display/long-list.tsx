"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { Button } from "@/components/ui/controls/button";

const first = 10;

type Props<Item> = {
  items: readonly Item[];
  label: string;
  children: (item: Item) => ReactNode;
  className?: string;
  /** Of choices, which are always shown; without it, the items are read and not chosen. */
  isChosen?: (item: Item) => boolean;
};

/** Shows the rest when asked, so that nothing scrolls inside of what scrolls. */
export function LongList<Item>({ items, label, children, className, isChosen }: Props<Item>) {
  const t = useTranslations("ui");
  const list = useRef<HTMLElement>(null);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.filter((item, index) => index < first || isChosen?.(item));
  // Sound: the focus is all that is asked of it.
  const ref = list as RefObject<HTMLFieldSetElement & HTMLUListElement>;
  if (items.length === 0) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {isChosen ? (
        <fieldset ref={ref} tabIndex={-1} className={className ?? "rounded-md border p-1"}>
          <legend className="sr-only">{label}</legend>
          {shown.map(children)}
        </fieldset>
      ) : (
        <ul ref={ref} tabIndex={-1} aria-label={label} className={className}>
          {shown.map(children)}
        </ul>
      )}
      {shown.length < items.length && (
        <Button
          size="sm"
          className="justify-self-start"
          onClick={() => {
            setWhole(true);
            list.current?.focus();
          }}
        >
          {t("showAll", { shown: shown.length, total: items.length })}
        </Button>
      )}
    </div>
  );
}
