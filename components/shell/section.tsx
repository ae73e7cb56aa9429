import { type ReactNode, useId } from "react";

type Props = { title: string; text?: ReactNode; actions?: ReactNode; children: ReactNode };

export function Section({ title, text, actions, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id={id} className="wrap-anywhere text-lg">
            {title}
          </h2>
          {text && <p className="max-w-prose text-ink-muted text-sm">{text}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
