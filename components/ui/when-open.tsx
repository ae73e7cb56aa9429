"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

/** Inside a popover: what is in it is made, and its code loaded, when it opens for the first time. */
export function WhenOpen({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [hasOpened, setOpened] = useState(false);
  useEffect(() => {
    const popover = place.current?.closest("[popover]");
    const look = () => {
      if (popover?.matches(":popover-open")) setOpened(true);
    };
    look(); // It may have been opened before this code had loaded.
    popover?.addEventListener("toggle", look);
    return () => popover?.removeEventListener("toggle", look);
  }, []);
  return <div ref={place}>{hasOpened && children}</div>;
}
