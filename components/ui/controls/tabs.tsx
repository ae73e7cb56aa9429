"use client";

import type { Route } from "next";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/controls/link";

export type Tab = { id: string; href: Route; label: ReactNode; count?: ReactNode };
type Props = { label: string; tabs: readonly Tab[]; current: string; children?: ReactNode };

let followed: string | null = null;

function arrive(tab: HTMLElement | null): void {
  if (!tab) return;
  // Unlike `scrollIntoView`, which would have the Tab key go on from here, past the link to the content.
  const row = tab.closest(".overflow-x-auto");
  if (row) row.scrollLeft += Math.max(0, toRight(tab) - toRight(row));
  if (tab.getAttribute("href") !== followed) return;
  if (document.activeElement === document.body) tab.focus({ preventScroll: true });
  followed = null;
}

const toRight = (element: Element) => element.getBoundingClientRect().right;

/** Pages that share tabs each draw their own: the tab that was pressed is gone, and would take the focus with it. */
export function toTab(href: Route, isCurrent: boolean) {
  return {
    href,
    scroll: false,
    ref: isCurrent ? arrive : null,
    onClick: () => {
      followed = href;
    },
    "aria-current": isCurrent ? ("page" as const) : undefined,
  };
}

/** Tabs are links; `current` is the ID of the shown one. */
export function Tabs({ label, tabs, current, children }: Props) {
  return (
    <div className="-mb-px flex gap-5 overflow-x-auto border-b">
      <nav aria-label={label} className="flex shrink-0 gap-5">
        {tabs.map((tab) => (
          <Link key={tab.id} {...toTab(tab.href, tab.id === current)} className="tab-link">
            {tab.label}
            {tab.count !== undefined && (
              <span className="text-ink-faint text-xs tabular-nums empty:hidden">{tab.count}</span>
            )}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  );
}
