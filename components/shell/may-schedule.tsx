"use client";

import { createContext, type ReactNode } from "react";

export const MayScheduleContext = createContext(false);

type Props = { value: boolean; children: ReactNode };

/** Whether the person may schedule reports, for the menus of all pages. */
export function MaySchedule({ value, children }: Props) {
  return <MayScheduleContext value={value}>{children}</MayScheduleContext>;
}
