"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Inside a popover: what is in it is made, and its code loaded, just before it opens for the first time. */
export function WhenOpen({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [hasOpened, setOpened] = useState(false);
  useEffect(() => {
    const popover = place.current?.closest("[popover]");
    // It may have been opened before this code had loaded.
    if (popover?.matches(":popover-open")) setOpened(true);
    // At once, so that it opens with what takes the focus.
    const fill = () => flushSync(() => setOpened(true));
    popover?.addEventListener("beforetoggle", fill, { once: true });
    return () => popover?.removeEventListener("beforetoggle", fill);
  }, []);
  return <div ref={place}>{hasOpened && children}</div>;
}
