"use client";

import { useMemo } from "react";
import { keep, useKept } from "@/components/shell/browser-store";
import type { Change } from "@/lib/directory/access/change-schema";
import { maxChanges } from "@/lib/directory/access/vocabulary";

/** A change with the names that the person saw. */
export type StagedChange = Change & { person: string; workspace: string };
type Pair = Pick<Change, "workspaceId" | "userId">;

/** Staged changes stay in this browser, for one organization and one person, until they are applied or discarded. */
export function useBasket(owner: string) {
  const key = `access ${owner}`;
  const text = useKept(key);
  const changes = useMemo(() => parse(text), [text]);
  const save = (kept: readonly StagedChange[]) => keep(key, JSON.stringify({ changes: kept }));
  const without = (pairs: readonly Pair[]) =>
    changes.filter((one) => !pairs.some((pair) => isSamePair(one, pair)));
  return {
    changes,
    isFull: changes.length >= maxChanges,
    find: (pair: Pair) => changes.find((one) => isSamePair(one, pair)),
    stage: (change: StagedChange) => {
      const isNoChange = change.role === change.expected;
      save(isNoChange ? without([change]) : [...without([change]), change]);
    },
    drop: (pairs: readonly Pair[]) => save(without(pairs)),
    clear: () => save([]),
    restore: save,
  };
}
export type Basket = ReturnType<typeof useBasket>;

function isSamePair(one: Pair, other: Pair): boolean {
  return one.workspaceId === other.workspaceId && one.userId === other.userId;
}

/** Another version, or the person themselves, may have left anything there. */
function parse(text: string | null): StagedChange[] {
  try {
    const kept: unknown = JSON.parse(text ?? "");
    if (typeof kept !== "object" || kept === null || !("changes" in kept) || !Array.isArray(kept.changes))
      return [];
    return kept.changes.filter(isChange).slice(0, maxChanges);
  } catch {
    return [];
  }
}

const fields = ["workspaceId", "userId", "person", "workspace"] as const;
const roles = ["role", "expected"] as const;

function isChange(found: unknown): found is StagedChange {
  if (typeof found !== "object" || found === null) return false;
  const change = found as Record<string, unknown>; // Sound: an object, whose fields are checked below.
  return (
    fields.every((field) => typeof change[field] === "string") &&
    roles.every((field) => change[field] === null || typeof change[field] === "string")
  );
}
