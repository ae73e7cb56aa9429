"use client";

import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Selection, useSelection } from "@/components/ui/table/use-selection";
import { toFailure, useFailureToast } from "./failure";

export type ListSelection<Row> = {
  selection: Selection<Row>;
  total: number;
  onAll: () => void;
  isBusy: boolean;
};

/** The browser has only some pages of the list. */
export function useListSelection<Row extends { id: string }>(
  total: number,
  listAll: () => Promise<readonly Row[]>,
): ListSelection<Row> {
  const selection = useSelection<Row>();
  const showFailure = useFailureToast();
  const { mutate, isPending } = useMutation({
    mutationFn: listAll,
    onSuccess: (rows) => selection.choose(rows.map((row) => [row.id, row] as const)),
    onError: (error) => showFailure(toFailure(error)),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection's functions do not change what they do.
  return useMemo(
    () => ({ selection, total, onAll: mutate, isBusy: isPending }),
    [selection.rows, total, mutate, isPending],
  );
}
