"use client";

import { useState } from "react";
import type { Highlight, Series } from "./series";

export type Legend = Highlight & {
  series: readonly Series[];
  isolated: string | undefined;
};

/** What is pointed at is highlighted everywhere; without it, what was isolated by a click. */
export function useLegend(series: readonly Series[]): Legend {
  const [isolated, setIsolated] = useState<string>();
  const [hovered, onHover] = useState<string>();
  const isShown = (id: string | undefined) => series.some((one) => one.id === id);
  const chosen = isShown(isolated) ? isolated : undefined;
  return {
    series,
    isolated: chosen,
    id: isShown(hovered) ? hovered : chosen,
    onHover,
    onIsolate: (id) => setIsolated(id === chosen ? undefined : id),
  };
}
