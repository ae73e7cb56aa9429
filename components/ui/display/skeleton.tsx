import clsx from "clsx";

/** The class sets its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block animate-pulse rounded-sm bg-sunken", className)} />;
}
