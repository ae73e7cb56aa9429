import type { ReactNode } from "react";

/** An object's facts beside what belongs to it, or above it where there is no room. */
export function DetailLayout({ facts, children }: { facts: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="xl:order-last">{facts}</div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">{children}</div>
    </div>
  );
}
