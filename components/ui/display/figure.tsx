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
  return (
    <div>
      <dt className="flex h-6 items-center gap-0.5 text-ink-muted text-sm">{label}</dt>
      <dd className={clsx("flex items-center gap-1.5 tabular-nums", isHero ? "text-hero" : "h-9 text-lg")}>
        {typeof children === "string" ? <ChangingText text={children} /> : <span>{children}</span>}
        {end}
      </dd>
      {note && <dd className="text-ink-muted text-xs tabular-nums">{note}</dd>}
    </div>
  );
}

/**
 * The old text fades out over the new one, which fades in. The old one takes no room, and because it is drawn by the
 * style sheet, it is neither read aloud nor found nor copied.
 */
function ChangingText({ text }: { text: string }) {
  const [{ now, before }, setTexts] = useState({ now: text, before: "" });
  if (text !== now) setTexts({ now: text, before: now });
  return (
    <span
      key={now}
      data-before={before || undefined}
      className="cross-fade"
      onTransitionEnd={() => setTexts({ now, before: "" })}
    >
      <span className={clsx(before && "fade-in")}>{now}</span>
    </span>
  );
}
