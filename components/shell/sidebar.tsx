"use client";

import clsx from "clsx";
import type { Route } from "next";
import { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import { navIcons, type ScreenName } from "./nav-icons";

export type NavItem = { href: Route; name: ScreenName; label: string; group?: string | undefined };

function toGroups(items: readonly NavItem[]): { group: string; items: NavItem[] }[] {
  const groups: { group: string; items: NavItem[] }[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.group === (item.group ?? "")) last.items.push(item);
    else groups.push({ group: item.group ?? "", items: [item] });
  }
  return groups;
}

/** `/members/user_1` belongs to `/members`; `/` belongs only to itself. */
function isCurrent(href: string, pathname: string): boolean {
  return href === pathname || (href !== "/" && pathname.startsWith(`${href}/`));
}

type Props = { items: readonly NavItem[]; onNavigate?: () => void };

export function Sidebar({ items, onNavigate }: Props) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav aria-label={t("navigation")} className="grid gap-5 p-2">
      {toGroups(items).map(({ group, items: members }) => (
        <div key={members[0]?.href}>
          {group && <p className="px-2 pb-1 font-medium text-ink-faint text-xs">{group}</p>}
          <ul className="grid gap-px">
            {members.map(({ href, name, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  {...(onNavigate && { onClick: onNavigate })}
                  aria-current={isCurrent(href, pathname) ? "page" : undefined}
                  className={clsx(
                    "flex h-8 items-center gap-2.5 rounded-md px-2 transition-colors [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75]",
                    isCurrent(href, pathname)
                      ? "bg-sunken font-medium text-ink forced-colors:outline forced-colors:-outline-offset-1 [&>svg]:text-ink"
                      : "text-ink-muted hover:bg-sunken hover:text-ink",
                  )}
                >
                  <Icon name={name} />
                  <span className="truncate">{label}</span>
                  <OnItsWay />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Icon({ name }: { name: ScreenName }) {
  const Drawing = navIcons[name];
  return <Drawing />;
}

/** Appears while the link's page loads, unless that is immediate. */
function OnItsWay() {
  const { pending } = useLinkStatus();
  return (
    <span
      aria-hidden
      className={clsx(
        "ml-auto size-1.5 shrink-0 rounded-full bg-accent transition-opacity",
        pending ? "delay-150" : "opacity-0",
      )}
    />
  );
}
