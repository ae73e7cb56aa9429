import type { ReactNode } from "react";
import { toShare } from "@/lib/core/money/money-math";

type Props = {
  part: string;
  /** Exact decimals. Without `most` there is no bar. */
  most: string | undefined;
  children: ReactNode;
};

export function BarText({ part, most, children }: Props) {
  if (most === undefined) return children;
  return (
    <span className="relative block">
      {children}
      <span
        aria-hidden
        className="absolute inset-x-0 -bottom-1 h-0.5 rounded-full bg-sunken forced-color-adjust-none"
      >
        <span
          className="ml-auto block h-full rounded-full bg-chart-1"
          style={{ width: `${100 * toShare(part, most)}%` }}
        />
      </span>
    </span>
  );
}
