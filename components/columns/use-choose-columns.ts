"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { chooseColumns } from "@/lib/account/columns/actions";
import { columnsQuery } from "@/lib/account/columns/queries";
import type { ColumnChoice } from "@/lib/account/columns/schema";
import type { ColumnList } from "@/lib/account/columns/vocabulary";

/** The table follows at once; what was chosen is saved, and logged, once the menu closes. */
export function useChooseColumns(list: ColumnList, place: RefObject<HTMLElement | null>) {
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
