"use client";

import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import type { Overview } from "@/lib/across/overview/schema";
import { formatCount } from "@/lib/core/format/format";

type Item = { label: string; href: Route; count: number | null; note?: string };

export function DirectoryRow({ overview: { people, invites, keys, workspaces } }: { overview: Overview }) {
  const t = useTranslations("overview.directory");
  const toLabel = (what: "people" | "invites" | "keys" | "workspaces", count: number | null) =>
    t(what, { count: count ?? 0 });
  const items: Item[] = [
    ...(people
      ? [{ label: toLabel("people", people.total), href: "/members" as const, count: people.total }]
      : []),
    ...(invites
      ? [
          {
            label: toLabel("invites", invites.pending),
            href: "/invites?status=pending&sort=expires&dir=asc" as const,
            count: invites.pending,
            ...(invites.expiring > 0 && { note: t("expiring", { count: invites.expiring }) }),
          },
        ]
      : []),
    ...(keys
      ? [{ label: toLabel("keys", keys.active), href: "/keys?status=active" as const, count: keys.active }]
      : []),
    ...(workspaces
      ? [
          {
            label: toLabel("workspaces", workspaces.total),
            href: "/workspaces" as const,
            count: workspaces.total,
          },
        ]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <nav aria-label={t("label")}>
      <ul className="grid grid-cols-1 gap-px overflow-hidden rounded-lg bg-line shadow-card forced-colors:gap-0 forced-colors:rounded-none forced-colors:*:border sm:grid-flow-col sm:auto-cols-fr sm:grid-cols-none">
        {items.map((item) => (
          <li key={item.href} className="bg-surface">
            <Count {...item} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A directory that was never synced is not empty, so no count is shown. */
function Count({ label, href, count, note }: Item) {
  const sync = useTranslations("sync");
  const locale = useLocale();
  return (
    <Link
      href={href}
      className="flex h-full flex-wrap items-baseline gap-x-2 px-5 py-3 -outline-offset-2 transition-colors hover:bg-canvas"
    >
      <span className="font-semibold tabular-nums">{count === null ? "–" : formatCount(count, locale)}</span>
      <span className="text-ink-muted text-sm">{label}</span>
      <span className="text-ink-muted text-xs empty:hidden max-sm:ml-auto">
        {count === null ? sync("readingDirectory") : note}
      </span>
    </Link>
  );
}
