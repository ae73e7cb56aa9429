"use client";

import { useEffect } from "react";
import { watchSession } from "@/components/shell/watch-session";

/** Mount once on every console page. */
export function IdleWatch() {
  useEffect(watchSession, []);
  return null;
}
