import type { ReactNode } from "react";

/** What stands above the chart, close together, so that the chart is on the first screen. */
export function ReportTop({ children }: { children: ReactNode }) {
  return <div className="-mb-2 grid grid-cols-[minmax(0,1fr)] gap-3">{children}</div>;
}
