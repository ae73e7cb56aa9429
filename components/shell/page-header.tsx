"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { HeaderTabs } from "./header-tabs";

type Props = {
  title: ReactNode;
  description?: ReactNode;
  /** How much a list holds, beside the title, which changes with a search. A phone shows the list in its place. */
  count?: ReactNode;
  /** A paragraph that few need twice, behind a button. */
  about?: ReactNode;
  /** `Breadcrumbs`, on a page below another, which then has no tabs. */
  breadcrumbs?: ReactNode;
  actions?: ReactNode;
};

/** Tabs stand at one place on all pages: what is said about a page is beside its title or below the tabs. */
export function PageHeader({ title, description, count, about, breadcrumbs, actions }: Props) {
  return (
    <header className="grid grid-cols-[minmax(0,1fr)]">
      <div className="flex flex-wrap items-start justify-between gap-3 sm:gap-x-6">
        <div
          className={clsx(
            "min-w-0 flex-1",
            description || count ? "basis-80 max-sm:basis-auto" : "basis-48 max-sm:basis-auto",
          )}
        >
          {breadcrumbs}
          <div className="flex min-h-8 flex-wrap items-center gap-x-1">
            <h1 className="min-w-0 text-xl">{title}</h1>
            {about && <InfoTip about={typeof title === "string" ? title : ""}>{about}</InfoTip>}
            {count && (
              <p aria-live="polite" className="ml-2 text-ink-muted max-sm:sr-only">
                {count}
              </p>
            )}
          </div>
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
      </div>
      {!breadcrumbs && <HeaderTabs />}
      {description && (
        <p aria-live="polite" className="max-w-3xl text-ink-muted peer-data-tabs:mt-4">
          {description}
        </p>
      )}
    </header>
  );
}
