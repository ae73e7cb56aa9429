import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Link } from "@/components/ui/controls/link";

type Breadcrumb = { href: Route; label: string };

type Props = {
  title: ReactNode;
  description?: ReactNode;
  breadcrumbs?: readonly Breadcrumb[];
  actions?: ReactNode;
};

export function PageHeader({ title, description, breadcrumbs = [], actions }: Props) {
  const t = useTranslations("shell");
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {breadcrumbs.length > 0 && (
          <nav aria-label={t("breadcrumbs")} className="mb-1 flex items-center gap-1 text-ink-muted text-sm">
            {breadcrumbs.map(({ href, label }) => (
              <Fragment key={href}>
                <Link href={href} className="rounded-sm hover:text-ink hover:underline">
                  {label}
                </Link>
                <ChevronRight aria-hidden className="size-3.5 text-ink-faint" />
              </Fragment>
            ))}
          </nav>
        )}
        <h1 className="text-xl">{title}</h1>
        {description && <p className="mt-0.5 max-w-prose text-ink-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
