"use client";

import { createContext, type ReactNode } from "react";
import type { NavPlace } from "./places";

type Facts = {
  /** What the person may open. */
  places: readonly NavPlace[];
  /** Whether the person may schedule reports. */
  maySchedule: boolean;
  /** Whether the two-person rule is on. */
  hasTwoPersonRule: boolean;
};

export const ConsoleFactsContext = createContext<Facts>({
  places: [],
  maySchedule: false,
  hasTwoPersonRule: false,
});

/** What navigation, menus, and dialogs of all pages ask about. */
export function ConsoleFacts({ value, children }: { value: Facts; children: ReactNode }) {
  return <ConsoleFactsContext value={value}>{children}</ConsoleFactsContext>;
}
