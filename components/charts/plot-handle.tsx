import { type Ref, useImperativeHandle } from "react";
import { type PlotArea, usePlotArea, useYAxisInverseScale } from "recharts";

/** Where the library placed the plot, for what is drawn over it and for the pointer. */
export type Plot = { area: PlotArea; toValue: (y: number) => number };

export function PlotHandle({ ref }: { ref: Ref<Plot | null> }) {
  const area = usePlotArea();
  const toValue = useYAxisInverseScale();
  useImperativeHandle<Plot | null, Plot | null>(ref, () =>
    area && toValue ? { area, toValue: (y) => Number(toValue(y)) } : null,
  );
  return null;
}
