"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Creates the content, and loads its code, just before the popover first opens. */
export function WhenOpen({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [hasOpened, setOpened] = useState(false);
  useEffect(() => {
    const popover = place.current?.closest("[popover]");
    if (popover?.matches(":popover-open")) setOpened(true);
    // Synchronous, so that the popover opens with focusable content.
    const fill = () => flushSync(() => setOpened(true));
    popover?.addEventListener("beforetoggle", fill, { once: true });
    return () => popover?.removeEventListener("beforetoggle", fill);
  }, []);
  return <div ref={place}>{hasOpened && children}</div>;
}
