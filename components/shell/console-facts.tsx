"use client";

import { createContext, type ReactNode } from "react";

type Facts = {
  /** Whether the person may schedule reports. */
  maySchedule: boolean;
  /** Whether the two-person rule is on. */
  hasTwoPersonRule: boolean;
};

export const ConsoleFactsContext = createContext<Facts>({ maySchedule: false, hasTwoPersonRule: false });

/** What menus and dialogs of all pages ask about. */
export function ConsoleFacts({ value, children }: { value: Facts; children: ReactNode }) {
  return <ConsoleFactsContext value={value}>{children}</ConsoleFactsContext>;
}
