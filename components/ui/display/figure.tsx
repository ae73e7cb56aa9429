import clsx from "clsx";
import { type ReactNode, useState } from "react";

/** One row above a chart or a table. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className="flex flex-wrap items-start gap-x-7 gap-y-3">{children}</dl>;
}

type Props = {
  label: ReactNode;
  /** The one figure that the page is about. */
  isHero?: boolean;
  note?: ReactNode;
  /** Beside the figure, such as a button. */
  end?: ReactNode;
  children: ReactNode;
};

export function Figure({ label, isHero = false, note, end, children }: Props) {
  const [first] = useState(children);
  const isText = typeof children === "string";
  return (
    <div>
      <dt className="flex h-6 items-center gap-0.5 text-ink-muted text-sm">{label}</dt>
      <dd className={clsx("flex items-center gap-1.5 tabular-nums", isHero ? "text-hero" : "h-9 text-lg")}>
        {/* A new text is a new element, which fades in. */}
        <span key={isText ? children : undefined} className={clsx(isText && children !== first && "fade-in")}>
          {children}
        </span>
        {end}
      </dd>
      {note && <dd className="text-ink-muted text-xs tabular-nums">{note}</dd>}
    </div>
  );
}
