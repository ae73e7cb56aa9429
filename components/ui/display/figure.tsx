import clsx from "clsx";
import type { ReactNode } from "react";
import { ChangingText } from "./changing-text";

type FiguresProps = {
  /** Whether they take one row only on the widest screens. */
  areMany?: boolean;
  children: ReactNode;
};

/** Above a chart or a table (`app/figures.css`). */
export function Figures({ areMany = false, children }: FiguresProps) {
  return (
    <dl data-many={areMany || undefined} className="figures">
      {children}
    </dl>
  );
}

/** Figures of several components, as one row or list. */
export function FigureGroups({ children }: { children: ReactNode }) {
  return (
    <div data-many className="figures">
      {children}
    </div>
  );
}

/** Longer amounts, such as tens of billions of yen, give way to the figures beside them (`app/figures.css`). */
const longText = 13;

type Props = {
  label: ReactNode;
  /** The one figure that the page is about. */
  isHero?: boolean;
  /** The unit that follows the figure. */
  unit?: string;
  note?: ReactNode;
  /** Beside the figure, such as a button. */
  end?: ReactNode;
  children: ReactNode;
};

export function Figure({ label, isHero = false, unit, note, end, children }: Props) {
  return (
    <div
      data-hero={isHero || undefined}
      data-figure={!isHero || undefined}
      data-long={(isHero && typeof children === "string" && children.length > longText) || undefined}
      className={clsx(
        "pointer-coarse:[&_button:has(svg)]:-mx-1.5 pointer-coarse:[&_button]:-my-2.5",
        isHero && "min-h-20",
      )}
    >
      <dt className="flex min-h-6 items-center gap-1 text-ink-muted text-sm">{label}</dt>
      <dd
        className={clsx(
          "flex gap-1.5 tabular-nums",
          unit ? "items-baseline" : "items-center",
          isHero ? "text-hero" : "h-9 text-lg",
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
