import { type LinePointItem, usePlotArea } from "recharts";

type Props = { points?: readonly Place[] | undefined; color: string; dashes: string };
type Place = Pick<LinePointItem, "x" | "y">;

/** Levels as wide as the columns; a value that is missing breaks the line. */
export function StepPath({ points = [], color, dashes }: Props) {
  const area = usePlotArea();
  if (!area || points.length === 0) return null;
  const path = toStepPath(points, { x: area.x, width: area.width / points.length });
  return (
    <g fill="none">
      <path d={path} stroke="var(--color-surface)" strokeWidth={4} strokeOpacity={0.8} />
      <path d={path} stroke={color} strokeWidth={1.5} strokeDasharray={dashes} />
    </g>
  );
}

export function toStepPath(points: readonly Place[], first: { x: number; width: number }): string {
  return points
    .map(({ y }, index) => {
      if (y === null) return "";
      const left = first.x + index * first.width;
      const before = points[index - 1]?.y ?? null;
      const rise = before === null ? `M${left},${y}` : before === y ? "" : `V${y}`;
      return `${rise}H${left + first.width}`;
    })
    .join("");
}
