"use client";

import clsx from "clsx";
import { Link } from "@/components/ui/controls/link";
import { toTab } from "@/components/ui/controls/tabs";
import type { NavPage } from "./places";

type Props = { label: string; views: readonly NavPage[]; current: string };

/** What divides a tab, in the same row, so that it costs no height. */
export function TabViews({ label, views, current }: Props) {
  return (
    <nav aria-label={label} className="ml-auto flex shrink-0 gap-1">
      {views.map(({ name, href, view, label }) => (
        <Link
          key={name}
          {...toTab(href, name === current)}
          className="flex h-9 pointer-coarse:h-11 items-center -outline-offset-2"
        >
          <span
            className={clsx(
              "rounded-md px-2.5 py-1 text-sm",
              name === current
                ? "bg-sunken text-ink forced-colors:outline forced-colors:-outline-offset-1"
                : "text-ink-muted hover:text-ink",
            )}
          >
            {view ?? label}
          </span>
        </Link>
      ))}
    </nav>
  );
}
