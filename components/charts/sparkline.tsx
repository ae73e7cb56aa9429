type Props = { label: string; values: readonly number[]; className?: string };

const width = 120;
const height = 28;

/** Has no axes because the figure beside it shows the amount. */
export function Sparkline({ label, values, className }: Props) {
  const most = Math.max(...values, 0);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((value, index) => {
    const y = most === 0 ? height : height - (Math.max(0, value) / most) * (height - 2);
    return `${(index * step).toFixed(1)},${(y - 0.75).toFixed(1)}`;
  });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={className ?? "h-7 w-full"}
    >
      {points.length > 1 && (
        <>
          <polygon
            points={`0,${height} ${points.join(" ")} ${width},${height}`}
            fill="var(--color-chart-1)"
            fillOpacity={0.14}
          />
          <polyline
            points={points.join(" ")}
            fill="none"
            stroke="var(--color-chart-1)"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
