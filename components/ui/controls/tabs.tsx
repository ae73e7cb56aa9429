"use client";

import clsx from "clsx";
import type { Route } from "next";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/controls/link";

export type Tab = { id: string; href: Route; label: ReactNode; count?: ReactNode };

function bringIntoView(tab: HTMLElement | null): void {
  tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Tabs are links; `current` is the ID of the shown one. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav aria-label={label} className="-mb-px flex gap-5 overflow-x-auto border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          href={tab.href}
          scroll={false}
          ref={tab.id === current ? bringIntoView : null}
          aria-current={tab.id === current ? "page" : undefined}
          className={clsx(
            "flex h-9 pointer-coarse:h-11 shrink-0 items-center gap-1.5 border-b-2 text-base -outline-offset-2",
            tab.id === current
              ? "border-accent font-medium text-ink forced-colors:border-[Highlight]"
              : "border-transparent text-ink-muted hover:text-ink forced-colors:border-[Canvas]",
          )}
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className="text-ink-faint text-xs tabular-nums">{tab.count}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
