"use client";

import { useEffect, useRef, useState } from "react";

/** The text, but one in each pause: the first immediately, then what is typed when the pause ends. */
export function usePaced(text: string, pauseMs: number): string {
  const [paced, setPaced] = useState(text);
  const readyAt = useRef(0);
  useEffect(() => {
    const take = () => {
      readyAt.current = performance.now() + pauseMs;
      setPaced(text);
    };
    const waitMs = readyAt.current - performance.now();
    if (waitMs <= 0) return take();
    const timer = setTimeout(take, waitMs);
    return () => clearTimeout(timer);
  }, [text, pauseMs]);
  return paced === "" || text === "" ? text : paced;
}
