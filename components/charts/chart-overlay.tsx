"use client";

import { createContext, type ReactNode, useContext } from "react";

/** What another feature says in a chart: a screen puts the one around the other. */
export type Overlay = {
  /** A line, and its exact level for a bar of such inclusive days. */
  line?: { label: string; toLevel: (bar: { from: string; to: string }) => string } | undefined;
  /** Bars that carry a mark, and why each does. */
  marks?: { label: string; notes: ReadonlyMap<string, ReactNode> } | undefined;
};

const OverlayContext = createContext<Overlay>({});

/** Stands within another one as well: each adds its own. */
export function ChartOverlay({ children, ...own }: Overlay & { children: ReactNode }) {
  const around = useContext(OverlayContext);
  return <OverlayContext value={{ ...around, ...own }}>{children}</OverlayContext>;
}

export function useChartOverlay(): Overlay {
  return useContext(OverlayContext);
}
