"use client";

import { useQueries } from "@tanstack/react-query";
import { memberImpactQuery } from "@/lib/members/queries";
import type { MemberImpact } from "@/lib/members/schema";

const idsOfRequest = 200;

/** Asked in batches and merged; frozen once `isOver`, because the people may be gone by then. */
export function useImpact(memberIds: readonly string[], { isOver }: { isOver: boolean }) {
  const parts = Array.from({ length: Math.ceil(memberIds.length / idsOfRequest) }, (_, index) =>
    memberIds.slice(index * idsOfRequest, (index + 1) * idsOfRequest),
  );
  const results = useQueries({
    queries: parts.map((part) => ({ ...memberImpactQuery(part), enabled: !isOver })),
  });
  const found = results.flatMap(({ data }) => (data ? [data] : []));
  return {
    data: found.length === parts.length && found.length > 0 ? found.reduce(join) : undefined,
    isPending: results.some(({ isPending }) => isPending),
    error: results.find(({ error }) => error)?.error ?? null,
  };
}

function join(one: MemberImpact, other: MemberImpact): MemberImpact {
  return {
    people: [...one.people, ...other.people],
    workspaceCount: one.workspaceCount + other.workspaceCount,
    keys: [...one.keys, ...other.keys],
  };
}
