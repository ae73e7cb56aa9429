import type { ReactNode } from "react";

type Props = { title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A section of a page under its own heading. */
export function Part({ title, note, actions, children }: Props) {
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <h2 className="text-lg">{title}</h2>
          {note && <p className="max-w-prose text-ink-muted text-sm">{note}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
