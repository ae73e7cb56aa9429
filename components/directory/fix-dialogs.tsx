"use client";

import { type ComponentType, createContext, type ReactNode, useContext } from "react";
import type { Fix } from "@/lib/core/marks/vocabulary";
import type { FixTarget } from "@/lib/governance/findings/schema";

/** `onStarted`: many became a run, or the one was done. */
export type FixProps = { targets: readonly FixTarget[]; onStarted: () => void; onClose: () => void };
export type FixDialogs = Partial<Record<Fix, ComponentType<FixProps>>>;

const Context = createContext<FixDialogs>({});

/** Dialogs belong to the features whose operation they are, so the page wraps those around the findings. */
export function WithFixes({ dialogs, children }: { dialogs: FixDialogs; children: ReactNode }) {
  return <Context value={{ ...useContext(Context), ...dialogs }}>{children}</Context>;
}

export function useFixDialogs(): FixDialogs {
  return useContext(Context);
}
