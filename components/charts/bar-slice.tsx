import type { CSSProperties } from "react";
import type { BarShapeProps } from "recharts";
import { toPixelsValue } from "@/lib/core/money/money";
import { toBarBox, toBarPath } from "./bar-box";
import { type Point, toEdgeColor } from "./series";

const topRadius = 2;
/** Between the parts of a bar, taken from the upper one. */
const seam = 1;

type Props = Pick<BarShapeProps, "x" | "y" | "width" | "height" | "payload"> & {
  series: number;
  color: string;
  hatch: string;
  style: CSSProperties;
};

/** One part of a bar. Only the top of the bar is round. */
export function BarSlice({ x, y, width, height, payload, series, color, hatch, style }: Props) {
  const { values, partial }: Point = payload; // Sound: the chart's data are points.
  const value = toPixelsValue(values[series] ?? "0");
  if (value === 0) return null;
  const isTop = value > 0 && values.slice(series + 1).every((one) => toPixelsValue(one) <= 0);
  const box = toBarBox({ x, width });
  const tall = Math.abs(height);
  const high = { y: Math.min(y, y + height), height: isTop || tall <= 2 * seam ? tall : tall - seam };
  const shape = { ...box, ...high, y: high.y + (tall - high.height) };
  const path = toBarPath(shape, isTop ? topRadius : 0);
  const edge = toEdgeColor(color);
  return (
    <g style={style}>
      <path d={path} fill={color} />
      {edge && box.hasGap && tall > 2 && <path d={toInner(shape, isTop)} fill="none" stroke={edge} />}
      {partial && <path d={path} fill={`url(#${hatch})`} />}
    </g>
  );
}

/** A stroke is centered on its path, so the path is half a pixel inside. */
function toInner(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  isTop: boolean,
) {
  const inner = { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 };
  return toBarPath(inner, isTop ? topRadius - 0.5 : 0);
}

/** What an unfinished or cut period is covered with. */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={2.5} height={5} fill="var(--color-surface)" fillOpacity={0.6} />
      </pattern>
    </defs>
  );
}
