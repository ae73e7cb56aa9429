"use client";

import { useQueries } from "@tanstack/react-query";
import { keyImpactsQuery } from "@/lib/keys/queries";
import { mostImpacts } from "@/lib/keys/vocabulary";

export function useKeysImpact(keyIds: readonly string[]) {
  const parts = Array.from({ length: Math.ceil(keyIds.length / mostImpacts) }, (_, index) =>
    keyIds.slice(index * mostImpacts, (index + 1) * mostImpacts),
  );
  const results = useQueries({ queries: parts.map(keyImpactsQuery) });
  const isComplete = results.every(({ data }) => data !== undefined);
  return {
    impacts: isComplete ? results.flatMap(({ data = [] }) => data) : undefined,
    error: results.find(({ error }) => error)?.error ?? null,
  };
}
