"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { undoableQuery } from "@/lib/across/undo/queries";
import type { ActivityRow } from "@/lib/governance/activity/schema";

type Reverts = {
  canRevert: (row: ActivityRow) => boolean;
  ask: (row: ActivityRow) => void;
  asked: ActivityRow | undefined;
  forget: () => void;
};

/** Whether a change can be reverted is asked once the list is there, and again whenever it is read again. */
export function useReverts(rows: readonly ActivityRow[], canUndo: boolean): Reverts {
  const [asked, ask] = useState<ActivityRow>();
  const entryIds = rows.flatMap(({ entryId, outcome }) => (outcome === "succeeded" && entryId) || []);
  const { data } = useQuery({
    ...undoableQuery(entryIds),
    enabled: canUndo && entryIds.length > 0,
    // While rows are added, those that were there keep their buttons.
    placeholderData: (last) => last,
  });
  const canRevert = useCallback(
    ({ entryId }: ActivityRow) => entryId !== null && (data?.includes(entryId) ?? false),
    [data],
  );
  const forget = useCallback(() => ask(undefined), []);
  return { canRevert, ask, asked, forget };
}
