"use client";

import { useEffect } from "react";
import { watchSession } from "@/components/shell/watch-session";

export function IdleWatch() {
  useEffect(watchSession, []);
  return null;
}
