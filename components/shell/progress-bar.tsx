import clsx from "clsx";

type Props = { label: string; done: number; total: number; isSmall?: boolean };

export function ProgressBar({ label, done, total, isSmall = false }: Props) {
  const percent = total === 0 ? 100 : Math.floor((Math.min(done, total) / total) * 100);
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      className={clsx(
        "block h-1 overflow-hidden rounded-full bg-line forced-color-adjust-none",
        isSmall ? "w-10" : "w-full",
      )}
    >
      <span
        className="block h-full rounded-full bg-chart-1 transition-[width] duration-bar"
        style={{ width: `${percent}%` }}
      />
    </span>
  );
}
