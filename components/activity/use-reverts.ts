"use client";

import { useCallback, useState } from "react";
import { useKeyDeactivation } from "@/components/directory/use-key-deactivation";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { toTargetName } from "./to-target-name";

type Reverts = {
  ask: (row: ActivityRow) => void;
  /** The entry whose revert the person is asked to confirm; keys that would stop have a question of their own. */
  asked: ActivityRow | undefined;
  forget: () => void;
};

export function useReverts(): Reverts {
  const [asked, setAsked] = useState<ActivityRow>();
  const deactivateKeys = useKeyDeactivation();
  const ask = useCallback(
    (row: ActivityRow) => {
      const { targetId, changes } = row;
      const status = changes[0]?.after ?? "";
      if (row.revertedBy === "api_key.deactivate" && targetId !== null)
        deactivateKeys([{ id: targetId, name: toTargetName(row), status }]);
      else setAsked(row);
    },
    [deactivateKeys],
  );
  return { ask, asked, forget: () => setAsked(undefined) };
}
