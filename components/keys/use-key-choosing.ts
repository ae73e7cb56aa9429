"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type Choosing, useChoosing } from "@/components/shell/use-choosing";
import { keyChoicesQuery } from "@/lib/keys/queries";
import type { KeyChoice } from "@/lib/keys/schema";
import type { KeySearch } from "@/lib/keys/search-params";

export type KeyChoosing = Choosing<KeyChoice>;

export function useKeyChoosing(search: KeySearch, total: number): KeyChoosing {
  const client = useQueryClient();
  return useChoosing(total, () => client.fetchQuery(keyChoicesQuery({ ...search, page: 1 })));
}
