type Props = {
  label: string;
  now: readonly number[];
  before: readonly number[];
  end: number | undefined;
  days: number;
  /** A level that should not be exceeded, such as a budget. */
  limit: number | undefined;
};

const width = 120;
const height = 28;

/** Has no axes because the figure beside it shows the amount. */
export function CumulativeLines({ label, now, before, end, days, limit }: Props) {
  const most = Math.max(1, ...now, ...before, end ?? 0, limit ?? 0);
  const toPoint = (value: number, day: number) =>
    `${((width * day) / days).toFixed(1)},${(height - 1 - (Math.max(0, value) / most) * (height - 2)).toFixed(1)}`;
  const toPoints = (totals: readonly number[]) =>
    [0, ...totals.slice(0, days)].map((total, day) => toPoint(total, day)).join(" ");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="h-7 w-full"
    >
      <g fill="none" strokeWidth={1.5}>
        {limit !== undefined && (
          <Stroke points={[toPoint(limit, 0), toPoint(limit, days)].join(" ")} color="danger" dashes="5 4" />
        )}
        {before.length > 0 && <Stroke points={toPoints(before)} color="line-strong" />}
        <Stroke points={toPoints(now)} color="chart-1" />
        {end !== undefined && (
          <Stroke
            points={[toPoint(now.at(-1) ?? 0, now.length), toPoint(end, days)].join(" ")}
            color="chart-1"
            dashes="1.5 3"
          />
        )}
      </g>
    </svg>
  );
}

type StrokeProps = { points: string; color: string; dashes?: string };

function Stroke({ points, color, dashes }: StrokeProps) {
  return (
    <polyline
      points={points}
      stroke={`var(--color-${color})`}
      strokeDasharray={dashes}
      vectorEffect="non-scaling-stroke"
    />
  );
}
