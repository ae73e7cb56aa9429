import clsx from "clsx";
import { useLocale } from "next-intl";
import { formatPeriod, formatShare } from "@/lib/format";
import { Swatch } from "./swatch";

type Line = {
  name: string;
  /** In the order of the periods; null, which breaks the line, if there is nothing to divide by. */
  values: readonly (number | null)[];
};
type Props = {
  label: string;
  lines: readonly Line[];
  periods: readonly string[];
  className?: string;
};

const height = 100;

export function ShareLines({ label, lines, periods, className }: Props) {
  const locale = useLocale();
  const width = Math.max(1, periods.length - 1);
  return (
    <figure aria-label={label} className={clsx("grid gap-1.5", className)}>
      <div className="grid grid-cols-[auto_1fr] gap-x-2 text-ink-faint text-xs">
        <div aria-hidden className="flex flex-col justify-between text-right">
          {[1, 0.5, 0].map((share) => (
            <span key={share}>{formatShare(share, locale)}</span>
          ))}
        </div>
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-28 w-full overflow-visible border-y"
        >
          {lines.map(({ name, values }, index) => (
            <path
              key={name}
              d={toPath(values)}
              fill="none"
              stroke={`var(--color-chart-${index + 1})`}
              strokeWidth={2}
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <span />
        <div aria-hidden className="flex justify-between pt-1">
          <span>{formatPeriod(periods[0] ?? "", locale, "short")}</span>
          <span>{formatPeriod(periods.at(-1) ?? "", locale, "short")}</span>
        </div>
      </div>
      <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-ink-muted text-sm">
        {lines.map(({ name }, index) => (
          <span key={name} className="flex items-center gap-2">
            <Swatch color={`var(--color-chart-${index + 1})`} />
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** A lone point shows as a dot because of its round cap. */
function toPath(values: readonly (number | null)[]): string {
  return values
    .map((value, index) => {
      if (value === null) return "";
      const isStart = values[index - 1] === null || index === 0;
      const at = `${index} ${(1 - value) * height}`;
      return isStart ? `M${at}L${at}` : `L${at}`;
    })
    .join("");
}
