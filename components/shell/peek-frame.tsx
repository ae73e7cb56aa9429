"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";

const factCount = 6;

/** Beside the list, so that it covers nothing and no row moves. Narrow screens open pages instead. */
export function PeekFrame({ isBusy = false, children }: { isBusy?: boolean; children: ReactNode }) {
  const t = useTranslations("shell.peek");
  return (
    <section
      aria-label={t("label")}
      aria-busy={isBusy}
      className="hidden w-100 shrink-0 flex-col overflow-hidden card lg:flex xl:w-110 print:hidden"
    >
      {children}
    </section>
  );
}

export function PeekHeader({ children }: { children: ReactNode }) {
  return <header className="flex min-h-14 items-center gap-1 border-b py-2 pr-2 pl-5">{children}</header>;
}

export function LoadingPeek() {
  return (
    <PeekFrame isBusy>
      <PeekHeader>
        <Skeleton className="h-5 w-44" />
      </PeekHeader>
      <LoadingFacts />
    </PeekFrame>
  );
}

export function LoadingFacts() {
  return (
    <div className="grid divide-y px-5 py-3">
      {Array.from({ length: factCount }, (_, fact) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move.
        <div key={fact} className="flex h-9 items-center justify-between">
          <Skeleton className="h-2.5 w-24" />
          <Skeleton className="h-2.5 w-32" />
        </div>
      ))}
    </div>
  );
}
