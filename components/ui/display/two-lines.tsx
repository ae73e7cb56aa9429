import type { ReactNode } from "react";

/** What a row is about, with a detail below it, in a table whose rows have two lines. */
export function TwoLines({ children, detail }: { children: ReactNode; detail: ReactNode }) {
  return (
    <span className="grid min-w-0">
      <span className="flex min-w-0 items-center gap-2 leading-5">{children}</span>
      <span className="truncate text-ink-muted text-xs">{detail}</span>
    </span>
  );
}

/** The detail, which a wide table has in a column of its own, is there only on the cards of a phone. */
export function CardLines({ children, detail }: { children: ReactNode; detail: ReactNode }) {
  return (
    <span className="grid min-w-0">
      <span className="flex min-w-0 items-center gap-2">{children}</span>
      <span className="truncate text-ink-muted text-xs md:hidden">{detail}</span>
    </span>
  );
}
