"use client";

import clsx from "clsx";
import { Link } from "@/components/ui/controls/link";
import { Tabs, toTab } from "@/components/ui/controls/tabs";
import type { NavPage } from "./places";
import { useHere } from "./use-places";

/** Under the title of each page of a place that has several. A detail has breadcrumbs instead. */
export function HeaderTabs() {
  const here = useHere();
  if (!here?.isPageItself || here.page.of === null) return null;
  const { place, page } = here;
  const current = page.of ?? page.name;
  const tabs = place.pages.filter(({ of }) => of === undefined);
  if (tabs.length < 2) return null;
  const views = place.pages.filter(({ name, view, of }) => (name === current ? view : of === current));
  const owner = tabs.find(({ name }) => name === current);
  return (
    <div className="pointer-coarse:-mt-2 print:hidden">
      <Tabs
        label={place.label}
        current={current}
        tabs={tabs.map(({ name, href, tab, label }) => ({ id: name, href, label: tab ?? label }))}
      >
        {owner?.view && views.length > 1 && <Views label={owner.label} views={views} current={page.name} />}
      </Tabs>
    </div>
  );
}

type Props = { label: string; views: readonly NavPage[]; current: string };

/** In the same row, so that they cost no height. */
function Views({ label, views, current }: Props) {
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
