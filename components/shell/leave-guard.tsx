"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { discardUnsaved } from "@/components/ui/controls/unsaved";
import { DiscardQuestion } from "@/components/ui/overlay/discard-question";
import { watchLeaving } from "./watch-leaving";

/** Asks before a link or the back button loses input. */
export function LeaveGuard() {
  const router = useRouter();
  const [leave, setLeave] = useState<() => void>();
  useEffect(
    () =>
      watchLeaving({
        // Sound: the person clicked a link of ours with this address.
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
