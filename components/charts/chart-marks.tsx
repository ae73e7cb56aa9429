import { usePlotArea, useYAxisScale, ZIndexLayer } from "recharts";
import { placeLabels } from "./mark-labels";
import { type Point, toTop } from "./series";

const aboveLines = 600;

export function ChartMarks({ points }: { points: readonly Point[] }) {
  const area = usePlotArea();
  const toY = useYAxisScale();
  if (!area || !toY) return null;
  const slot = area.width / Math.max(1, points.length);
  const marks = points.flatMap((point, column) =>
    point.note
      ? [{ x: area.x + (column + 0.5) * slot, y: toY(toTop(point)) ?? 0, label: point.note.label }]
      : [],
  );
  return (
    <ZIndexLayer zIndex={aboveLines}>
      {marks.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={4} fill="var(--color-danger)" stroke="var(--color-surface)" />
      ))}
      {placeLabels(marks, area).map(({ x, y, anchor, label }) => (
        <text
          key={x}
          x={x}
          y={y}
          textAnchor={anchor}
          fontSize={12}
          fill="var(--color-ink)"
          stroke="var(--color-surface)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {label}
        </text>
      ))}
    </ZIndexLayer>
  );
}
