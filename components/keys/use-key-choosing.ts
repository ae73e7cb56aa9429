"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { type Selection, useSelection } from "@/components/ui/use-selection";
import { keyChoicesQuery } from "@/lib/keys/queries";
import type { KeyChoice } from "@/lib/keys/schema";
import type { KeySearch } from "@/lib/keys/search-params";

export type KeyChoosing = {
  selection: Selection<KeyChoice>;
  /** How many keys the list has. */
  total: number;
  /** Chooses all of them, whatever the page. */
  onAll: () => void;
  isBusy: boolean;
};

export function useKeyChoosing(search: KeySearch, total: number): KeyChoosing {
  const client = useQueryClient();
  const selection = useSelection<KeyChoice>();
  const showFailure = useFailureToast();
  const { mutate, isPending } = useMutation({
    mutationFn: () => client.fetchQuery(keyChoicesQuery({ ...search, page: 1 })),
    onSuccess: (keys) => selection.choose(keys.map((key) => [key.id, key] as const)),
    onError: (error) => showFailure(toFailure(error)),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection's functions do not change what they do.
  return useMemo(
    () => ({ selection, total, onAll: mutate, isBusy: isPending }),
    [selection.rows, total, mutate, isPending],
  );
}
