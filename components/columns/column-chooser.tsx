"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { useListFacts } from "@/components/ui/table/list-facts";
import { chooseColumns } from "@/lib/account/columns/actions";
import { columnsQuery } from "@/lib/account/columns/queries";
import type { ColumnChoice } from "@/lib/account/columns/schema";
import { type ColumnList, usuallyHidden } from "@/lib/account/columns/vocabulary";

const laptop = "(width < 90rem)";

export function ColumnChooser({ list }: { list: ColumnList }) {
  const t = useTranslations("ui.columns");
  const place = useRef<HTMLDivElement>(null);
  const { data } = useQuery(columnsQuery(list));
  const { columns } = useListFacts();
  const { unsaved, choose } = useChooseColumns(list, place);
  const chosen = (unsaved ?? data)?.hidden ?? null;
  // What a laptop leaves out has no check there, so that it can be chosen.
  const leftOut = window.matchMedia(laptop).matches ? columns.filter(({ isWideOnly }) => isWideOnly) : [];
  const hidden = chosen ?? [...usuallyHidden[list], ...leftOut.map(({ value }) => value)];
  const toggle = (id: string) =>
    choose(hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id]);
  return (
    <div ref={place}>
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

/** The table follows at once; what was chosen is saved, and logged, once the menu closes. */
function useChooseColumns(list: ColumnList, place: RefObject<HTMLElement | null>) {
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const { queryKey } = columnsQuery(list);
  const [unsaved, setUnsaved] = useState<ColumnChoice>();
  const { mutate } = useWrite({
    write: (send, { hidden }: ColumnChoice) => send(chooseColumns, { list, hidden }),
    isRepeatable: true,
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const save = useEffectEvent(() => {
    if (unsaved) mutate(unsaved);
    setUnsaved(undefined);
  });
  useEffect(() => {
    const menu = place.current?.closest("[popover]");
    const onToggle = () => !menu?.matches(":popover-open") && save();
    menu?.addEventListener("toggle", onToggle);
    return () => menu?.removeEventListener("toggle", onToggle);
  }, [place]);
  const choose = (hidden: ColumnChoice["hidden"]) => {
    setUnsaved({ hidden });
    client.cancelQueries({ queryKey }); // An answer on its way would bring back the old choice.
    client.setQueryData(queryKey, { hidden });
  };
  return { unsaved, choose };
}
