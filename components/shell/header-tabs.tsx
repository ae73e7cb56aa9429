"use client";

import type { Route } from "next";
import { useSearchParams } from "next/navigation";
import { Tabs } from "@/components/ui/controls/tabs";
import { loadedLater } from "@/components/ui/on-demand";
import { useHere } from "./use-places";

/** Loaded later, because only Activity has views of a tab while every page has tabs. */
const TabViews = loadedLater(() => import("./tab-views").then((file) => file.TabViews));

const ofDays = ["range", "from", "to", "currency"];

/** Under the title of each page of a place that has several. A detail has breadcrumbs instead. */
export function HeaderTabs() {
  const here = useHere();
  const search = useSearchParams();
  if (!here?.isPageItself || here.page.of === null) return null;
  const { place, page } = here;
  const current = page.of ?? page.name;
  const tabs = place.pages.filter(({ of }) => of === undefined);
  if (tabs.length < 2) return null;
  const views = place.pages.filter(({ name, view, of }) => (name === current ? view : of === current));
  const days = new URLSearchParams([...search].filter(([name]) => page.keepsDays && ofDays.includes(name)));
  const owner = tabs.find(({ name }) => name === current);
  return (
    <div data-tabs className="peer mt-2 pointer-coarse:mt-0 print:hidden">
      <Tabs
        label={place.label}
        current={current}
        tabs={tabs.map(({ name, href, tab, label, count, keepsDays }) => ({
          id: name,
          // Sound: it is the same page with parameters.
          href: keepsDays && days.size > 0 ? (`${href}?${days}` as Route) : href,
          label: tab ?? label,
          count,
        }))}
      >
        {owner?.view && views.length > 1 && (
          <TabViews label={owner.label} views={views} current={page.name} />
        )}
      </Tabs>
    </div>
  );
}
