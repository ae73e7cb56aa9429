"use client";

import { useEffect } from "react";
import { watchSession } from "@/components/shell/watch-session";

/** Once on every page of the console. */
export function IdleWatch() {
  useEffect(watchSession, []);
  return null;
}
