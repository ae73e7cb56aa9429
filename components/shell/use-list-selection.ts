"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import type { Rows } from "@/components/ui/table/table";
import { toLoadedRange, toRange } from "@/components/ui/table/to-range";
import { type Selection, useSelection } from "@/components/ui/table/use-selection";
import { toFailure, useFailureToast } from "./failure";

export type ListSelection<Choice> = {
  selection: Selection<Choice>;
  total: number;
  onAll: () => void;
  /** With Shift, everything from the row that was toggled last. */
  onToggle: (choice: Choice, hasShift: boolean) => void;
  isBusy: boolean;
  /** Whether anything has been selected; what operates on it is loaded then, and stays. */
  isUsed: boolean;
};

const toPairs = <Choice extends { id: string }>(choices: readonly Choice[]) =>
  choices.map((choice) => [choice.id, choice] as const);

/** The browser has only some pages of the list. `toChoice` is null for rows that can't be selected. */
export function useListSelection<Row extends { id: string }, Choice extends { id: string }>(
  rows: Rows<Row>,
  toChoice: (row: Row) => Choice | null,
  listAll: () => Promise<readonly Choice[]>,
): ListSelection<Choice> {
  const selection = useSelection<Choice>();
  const [isUsed, setUsed] = useState(false);
  if (selection.rows.size > 0 && !isUsed) setUsed(true);
  const [isBusy, setBusy] = useState(false);
  const showFailure = useFailureToast();
  const last = useRef<string>(undefined);
  const onError = (error: unknown) => showFailure(toFailure(error));
  const latest = useLatest({ rows, toChoice, listAll, onError });
  const { total } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection's functions do not change what they do.
  return useMemo(() => {
    const onAll = () => {
      setBusy(true);
      const { listAll, onError } = latest.current;
      const choose = (choices: readonly Choice[]) => selection.choose(toPairs(choices));
      listAll()
        .then(choose, onError)
        .finally(() => setBusy(false));
    };
    const onToggle = (choice: Choice, hasShift: boolean) => {
      const from = last.current;
      last.current = choice.id;
      if (!hasShift || from === undefined) return selection.toggle(choice.id, choice);
      const ends = { from, to: choice.id };
      const { rows, toChoice, listAll, onError } = latest.current;
      const add = (choices: readonly Choice[]) => selection.add(toPairs(choices));
      const loaded = toLoadedRange(rows, ends);
      if (loaded) add(loaded.flatMap((row) => toChoice(row) ?? []));
      else listAll().then((choices) => add(toRange(choices, ends)), onError);
    };
    return { selection, total, onAll, onToggle, isBusy, isUsed };
  }, [selection.rows, total, isBusy, isUsed]);
}

function useLatest<T>(value: T) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
