import type { ReactNode } from "react";

type Props = { swatch: ReactNode; name: string; children: ReactNode };

export function TooltipRow({ swatch, name, children }: Props) {
  return (
    <p className="flex items-center gap-2">
      {swatch}
      <span className="min-w-0 truncate text-ink-muted">{name}</span>
      <span className="ml-auto pl-4 tabular-nums">{children}</span>
    </p>
  );
}
