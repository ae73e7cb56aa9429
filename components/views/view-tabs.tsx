"use client";

import clsx from "clsx";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Link } from "@/components/ui/controls/link";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { ViewPage } from "@/lib/account/views/vocabulary";
import { SavedViews } from "./saved-views";
import { useViewState } from "./use-view-state";

/** Above a list that has views. Those that don't fit are in the menu at the end. */
export function ViewTabs({ page }: { page: ViewPage }) {
  const t = useTranslations("reports.views");
  const row = useRef<HTMLElement>(null);
  const { views, isAll, shownId } = useViewState(page);
  const hiddenCount = useHiddenCount(row, views.length);
  return (
    <div className="-my-2 flex items-center gap-1 print:hidden">
      <nav
        ref={row}
        aria-label={t("title")}
        className="-mx-1 flex h-10 pointer-coarse:h-13 min-w-0 flex-wrap gap-1 overflow-hidden p-1"
      >
        <Tab href={`/${page}`} isShown={isAll}>
          {t("all")}
        </Tab>
        {views.map(({ id, name, query }) => (
          <Tab key={id} href={`/${page}?${query}`} isShown={id === shownId}>
            <VendorText className="truncate">{name}</VendorText>
          </Tab>
        ))}
      </nav>
      {hiddenCount > 0 && <SavedViews page={page} name={t("more", { count: hiddenCount })} />}
    </div>
  );
}

type TabProps = { href: string; isShown: boolean; children: ReactNode };

function Tab({ href, isShown, children }: TabProps) {
  return (
    <Link
      // Sound: a path of ours whose query string our parsers read.
      href={href as Route}
      scroll={false}
      aria-current={isShown ? "page" : undefined}
      className={clsx(
        "flex h-8 pointer-coarse:h-11 max-w-48 items-center rounded-md px-2.5 text-base",
        isShown
          ? "bg-sunken font-medium text-ink forced-colors:outline forced-colors:-outline-offset-1"
          : "text-ink-muted hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}

/** How many of a row's children wrap out of its first line. Those can't be reached until there is room again. */
function useHiddenCount(row: RefObject<HTMLElement | null>, childCount: number): number {
  const [hidden, setHidden] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other children are measured again.
  useEffect(() => {
    const box = row.current;
    if (!box) return;
    const measure = () => {
      const children = [...box.children].filter((child) => child instanceof HTMLElement);
      const top = children[0]?.offsetTop ?? 0;
      const wrapped = children.filter((child) => child.offsetTop > top);
      for (const child of children) child.style.visibility = wrapped.includes(child) ? "hidden" : "";
      setHidden(wrapped.length);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, [row, childCount]);
  return hidden;
}
