"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { discardUnsaved, hasUnsaved } from "@/components/ui/controls/unsaved";
import { DiscardQuestion } from "@/components/ui/overlay/discard-question";
import { askBeforeLeaving } from "./leave-to";

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

type Ask = {
  onLink: (address: string) => void;
  /** For the browser's back and forward buttons; `proceed` leaves after all. */
  onTraverse: (proceed: () => void) => void;
};

/** The part of the Navigation API used here; some browsers don't have it. */
type NavigateEvent = Event & {
  navigationType: string;
  destination: { key: string; sameDocument: boolean };
};
type Navigation = EventTarget & { traverseTo: (key: string) => unknown };

/** Asks on every way to another page of ours while this one has unsaved input. Returns a function that stops this. */
function watchLeaving({ onLink, onTraverse }: Ask): () => void {
  const guard = new AbortController();
  const { signal } = guard;
  const forget = askBeforeLeaving(onLink);
  window.addEventListener(
    "click",
    (event) => {
      const address = hasUnsaved() ? toAddress(event) : null;
      if (address === null) return;
      event.preventDefault();
      event.stopPropagation();
      onLink(address);
    },
    { signal, capture: true },
  );
  const navigation = "navigation" in window ? (window.navigation as Navigation) : undefined;
  navigation?.addEventListener(
    "navigate",
    (event) => {
      const { navigationType, destination, cancelable } = event as NavigateEvent;
      if (navigationType !== "traverse" || !destination.sameDocument || !cancelable || !hasUnsaved()) return;
      event.preventDefault();
      onTraverse(() => navigation.traverseTo(destination.key));
    },
    { signal },
  );
  return () => {
    guard.abort();
    forget();
  };
}

function toAddress(event: MouseEvent): string | null {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!isPlain || !link || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  const here = window.location;
  const isHere = pathname === here.pathname && search === here.search;
  return origin !== here.origin || isHere ? null : `${pathname}${search}${hash}`;
}
