"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { discardUnsaved } from "@/components/ui/controls/unsaved";
import { onDemand } from "@/components/ui/on-demand";
import { guardUnsaved } from "./guard-unsaved";

const DiscardQuestion = onDemand(() =>
  import("@/components/ui/overlay/discard-question").then((file) => file.DiscardQuestion),
);

/** Mount once on every console page: asks before a link, the back button, or a reload loses input. */
export function UnsavedGuard() {
  const router = useRouter();
  const [leave, setLeave] = useState<() => void>();
  useEffect(
    () =>
      guardUnsaved({
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
