"use client";

import { useState } from "react";
import type { Series } from "@/components/charts/series";

export type Legend = {
  series: readonly Series[];
  isolated: string | undefined;
  onIsolate: (id: string | undefined) => void;
  onHover: (id: string | undefined) => void;
};

export function useLegend(series: readonly Series[]): { legend: Legend; highlighted: string | undefined } {
  const [isolated, onIsolate] = useState<string>();
  const [hovered, onHover] = useState<string>();
  const isShown = (id: string | undefined) => series.some((one) => one.id === id);
  const chosen = isShown(isolated) ? isolated : undefined;
  return {
    legend: { series, isolated: chosen, onIsolate, onHover },
    highlighted: isShown(hovered) ? hovered : chosen,
  };
}
