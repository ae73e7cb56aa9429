import clsx from "clsx";

/** A quiet bar in the place of what is still loading; the class gives its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block animate-pulse rounded-sm bg-sunken", className)} />;
}
