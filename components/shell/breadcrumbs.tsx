"use client";

import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Link } from "@/components/ui/controls/link";

type Breadcrumb = { href: Route; label: string };

/** Above the title of a page below another. */
export function Breadcrumbs({ of }: { of: readonly Breadcrumb[] }) {
  const t = useTranslations("shell");
  return (
    <nav aria-label={t("breadcrumbs")} className="mb-1 flex items-center gap-1 text-ink-muted text-sm">
      {of.map(({ href, label }, index) => (
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
