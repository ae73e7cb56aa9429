import clsx from "clsx";
import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  detail: ReactNode;
  /** On the first line, whose names are shorter than the addresses below them; on the second if that is free. */
  mark?: ReactNode;
  /** Whether the detail may take two lines on the card of a phone. */
  isWrapped?: boolean;
};

/** What a row is about, with a detail below it, in a table whose rows have two lines. */
export function TwoLines({ children, detail, mark, isWrapped = false }: Props) {
  // A mark or a button here is higher than its line, which stays where other rows have theirs.
  const shownMark = mark && <span className="-my-1 flex shrink-0 empty:hidden">{mark}</span>;
  return (
    <span className="grid min-w-0">
      <span className="flex min-w-0 items-center gap-2 leading-5">
        {children}
        {detail && shownMark}
      </span>
      <span className="flex min-w-0 items-center gap-2">
        {detail && (
          <span
            className={clsx(
              "truncate text-ink-muted text-xs has-[button]:pointer-fine:-my-1",
              // In a column of numbers, it's at the right too.
              mark === undefined && "flex-1",
              isWrapped && "max-md:line-clamp-2 max-md:whitespace-normal",
            )}
          >
            {detail}
          </span>
        )}
        {!detail && shownMark}
      </span>
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
