"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { discardUnsaved } from "@/components/ui/controls/unsaved";
import { DiscardQuestion } from "@/components/ui/overlay/discard-question";
import { guardUnsaved } from "./guard-unsaved";

/** Once on every page of the console: asks before a link, the back button or a reload loses what was entered. */
export function UnsavedGuard() {
  const router = useRouter();
  const [leave, setLeave] = useState<() => void>();
  useEffect(
    () =>
      guardUnsaved({
        // Sound: the address of a link of ours that somebody has clicked.
        onLink: (address) => setLeave(() => () => router.push(address as Route)),
        onTraverse: (proceed) => setLeave(() => proceed),
      }),
    [router],
  );
  if (!leave) return null;
  return (
    <DiscardQuestion
      onKeep={() => setLeave(undefined)}
      onDiscard={() => {
        discardUnsaved();
        setLeave(undefined);
        leave();
      }}
    />
  );
}
