"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Note } from "./series";

/** What another feature adds to a chart; a page wraps one around the other. */
export type Overlay = {
  line?: { label: string; toLevel: (bar: { from: string; to: string }) => string } | undefined;
  marks?: { label: string; notes: ReadonlyMap<string, Note> } | undefined;
};

const OverlayContext = createContext<Overlay>({});

export function ChartOverlay({ children, ...own }: Overlay & { children: ReactNode }) {
  const around = useContext(OverlayContext);
  return <OverlayContext value={{ ...around, ...own }}>{children}</OverlayContext>;
}

export function useChartOverlay(): Overlay {
  return useContext(OverlayContext);
}
