"use client";

import { useEffect, useState } from "react";

/** The text once it has not changed for a while; at once if there was none before, or none is left. */
export function useSettled(text: string, pauseMs: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, pauseMs]);
  return settled === "" || text === "" ? text : settled;
}
