import clsx from "clsx";
import type { ReactNode } from "react";
import { ChangingText } from "./changing-text";

/** One row above a chart or a table; on a phone two columns, where no figure moves another. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="flex flex-wrap items-start gap-x-6 gap-y-3 max-sm:grid max-sm:grid-cols-2 max-sm:gap-y-1">
      {children}
    </dl>
  );
}

type Props = {
  label: ReactNode;
  /** The one figure that the page is about. */
  isHero?: boolean;
  /** What the figure counts, after it. */
  unit?: string;
  note?: ReactNode;
  /** Beside the figure, such as a button. */
  end?: ReactNode;
  children: ReactNode;
};

export function Figure({ label, isHero = false, unit, note, end, children }: Props) {
  return (
    <div className={clsx(isHero ? "min-h-20 max-sm:col-span-2" : "max-sm:min-h-16")}>
      <dt className="flex min-h-6 items-center gap-1 text-ink-muted text-sm pointer-coarse:[&_button:has(svg)]:-mx-1.5 pointer-coarse:[&_button]:-my-2.5">
        {label}
      </dt>
      <dd
        className={clsx(
          "flex gap-1.5 tabular-nums",
          unit ? "items-baseline" : "items-center",
          isHero ? "text-hero" : "h-9 max-sm:h-6 text-lg",
        )}
      >
        {typeof children === "string" ? <ChangingText text={children} /> : <span>{children}</span>}
        {unit && <span className="font-normal text-base text-ink-muted tracking-normal"> {unit}</span>}
        {end}
      </dd>
      {note && <dd className="text-ink-muted text-xs tabular-nums">{note}</dd>}
    </div>
  );
}
