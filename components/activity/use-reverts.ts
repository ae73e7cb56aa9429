"use client";

import { type ReactNode, useCallback, useState } from "react";
import { useKeyActs } from "@/components/keys/use-key-acts";
import type { ActivityRow } from "@/lib/activity/schema";
import { toTargetName } from "./to-target-name";

type Reverts = {
  ask: (row: ActivityRow) => void;
  /** What the person was asked about, save keys that would stop: those have a question of their own in `dialogs`. */
  asked: ActivityRow | undefined;
  forget: () => void;
  dialogs: ReactNode;
};

/** Takes an act back after a question; where a key would stop, that is the question of every key. */
export function useReverts(): Reverts {
  const [asked, setAsked] = useState<ActivityRow>();
  const { askToDeactivate, dialogs } = useKeyActs();
  const ask = useCallback(
    (row: ActivityRow) => {
      const { targetId, changes } = row;
      const status = changes[0]?.after ?? "";
      if (row.revertedBy === "api_key.deactivate" && targetId !== null)
        askToDeactivate({ id: targetId, name: toTargetName(row), status });
      else setAsked(row);
    },
    [askToDeactivate],
  );
  return { ask, asked, forget: () => setAsked(undefined), dialogs };
}
