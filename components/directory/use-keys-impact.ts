"use client";

import { useQueries } from "@tanstack/react-query";
import { keyImpactsQuery } from "@/lib/directory/keys/queries";
import { maxImpacts } from "@/lib/directory/keys/vocabulary";

export function useKeysImpact(keyIds: readonly string[]) {
  const parts = Array.from({ length: Math.ceil(keyIds.length / maxImpacts) }, (_, index) =>
    keyIds.slice(index * maxImpacts, (index + 1) * maxImpacts),
  );
  const results = useQueries({ queries: parts.map(keyImpactsQuery) });
  const isComplete = results.every(({ data }) => data !== undefined);
  return {
    impacts: isComplete ? results.flatMap(({ data = [] }) => data) : undefined,
    error: results.find(({ error }) => error)?.error ?? null,
  };
}
