import type { ReactNode } from "react";

/** Lines with the name at the left and the value at the right, or columns where they are wide enough. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <div className="@container card">
      <dl className="grid gap-x-6 @xl:grid-cols-3 @xl:gap-y-4 divide-y @xl:divide-y-0 px-5 @xl:py-5 py-1">
        {children}
      </dl>
    </div>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline justify-between gap-4 @xl:block @xl:py-0 py-2">
      <dt className="max-w-1/2 shrink-0 text-ink-muted text-sm @xl:max-w-none">{name}</dt>
      <dd className="min-w-0 @xl:text-left text-right text-sm @xl:text-base print:text-xs!">{children}</dd>
    </div>
  );
}
