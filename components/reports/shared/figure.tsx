import clsx from "clsx";
import type { ReactNode } from "react";

export function Figures({ children }: { children: ReactNode }) {
  return <dl className="flex flex-wrap items-end gap-x-10 gap-y-3">{children}</dl>;
}

type Props = {
  label: ReactNode;
  isMain?: boolean;
  isQuiet?: boolean;
  note?: ReactNode;
  children: ReactNode;
};

export function Figure({ label, isMain = false, isQuiet = false, note, children }: Props) {
  return (
    <div>
      <dt className="flex h-5 items-center gap-0.5 text-ink-muted text-sm">{label}</dt>
      <dd
        className={clsx(
          "tabular-nums",
          isMain ? "text-hero" : note ? "leading-9" : "h-9",
          isQuiet && "text-ink-muted",
        )}
      >
        {children}
      </dd>
      {note && <dd className="text-ink-muted text-xs tabular-nums">{note}</dd>}
    </div>
  );
}
