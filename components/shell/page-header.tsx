"use client";

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Link } from "@/components/ui/controls/link";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { HeaderTabs } from "./header-tabs";

type Breadcrumb = { href: Route; label: string };

type Props = {
  title: ReactNode;
  description?: ReactNode;
  /** How much a list holds, beside the title, which changes with a search. A phone shows the list in its place. */
  count?: ReactNode;
  /** A paragraph that few need twice, behind a button. */
  about?: ReactNode;
  breadcrumbs?: readonly Breadcrumb[];
  actions?: ReactNode;
};

/** Tabs stand at one place on all pages: what is said about a page is beside its title or below the tabs. */
export function PageHeader({ title, description, count, about, breadcrumbs = [], actions }: Props) {
  return (
    <header className="grid grid-cols-[minmax(0,1fr)]">
      <div className="flex flex-wrap items-start justify-between gap-3 sm:gap-x-6">
        <div
          className={clsx(
            "min-w-0 flex-1",
            description || count ? "basis-80 max-sm:basis-auto" : "basis-48 max-sm:basis-auto",
          )}
        >
          {breadcrumbs.length > 0 && <Breadcrumbs breadcrumbs={breadcrumbs} />}
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
      {breadcrumbs.length === 0 && <HeaderTabs />}
      {description && (
        <p aria-live="polite" className="max-w-3xl text-ink-muted peer-data-tabs:mt-4">
          {description}
        </p>
      )}
    </header>
  );
}

function Breadcrumbs({ breadcrumbs }: { breadcrumbs: readonly Breadcrumb[] }) {
  const t = useTranslations("shell");
  return (
    <nav aria-label={t("breadcrumbs")} className="mb-1 flex items-center gap-1 text-ink-muted text-sm">
      {breadcrumbs.map(({ href, label }, index) => (
        <Fragment key={href}>
          {index > 0 && <ChevronRight aria-hidden className="size-3.5 text-ink-faint" />}
          <Link href={href} className="rounded-sm hover:text-ink hover:underline">
            {label}
          </Link>
        </Fragment>
      ))}
    </nav>
  );
}
