"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { useListFacts } from "@/components/ui/table/list-facts";
import { type ColumnChoice, type ColumnList, usuallyHidden } from "./choice";
import { toColumnCookie } from "./column-cookie";

const laptop = "(width < 90rem)";

type Props = { list: ColumnList; chosen: ColumnChoice; onChoose: (hidden: ColumnChoice) => void };

export function ColumnChooser({ list, chosen, onChoose }: Props) {
  const t = useTranslations("ui.columns");
  const { columns } = useListFacts();
  // What a laptop leaves out has no check there, so that it can be chosen.
  const leftOut = window.matchMedia(laptop).matches ? columns.filter(({ isWideOnly }) => isWideOnly) : [];
  const hidden = chosen ?? [...usuallyHidden[list], ...leftOut.map(({ value }) => value)];
  const choose = (choice: ColumnChoice) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is missing on plain http, which a trial may use.
    document.cookie = toColumnCookie(list, choice, location.protocol === "https:");
    onChoose(choice);
  };
  const toggle = (id: string) =>
    choose(hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id]);
  return (
    <div>
      <fieldset>
        <legend className="px-2 py-1 text-ink-muted text-xs">{t("title")}</legend>
        {columns.map(({ value, label }) => (
          <label
            key={value}
            className="flex h-8 pointer-coarse:h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-sunken"
          >
            <input type="checkbox" checked={!hidden.includes(value)} onChange={() => toggle(value)} />
            <span className="truncate">{label}</span>
          </label>
        ))}
      </fieldset>
      <div className="mt-1 flex border-t pt-1.5">
        <Button size="sm" variant="ghost" disabled={chosen === null} onClick={() => choose(null)}>
          {t("reset")}
        </Button>
      </div>
    </div>
  );
}
