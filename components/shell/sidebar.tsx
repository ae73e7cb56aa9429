"use client";

import clsx from "clsx";
import { useLinkStatus } from "next/link";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import { navIcons } from "./nav-icons";
import type { NavPlace } from "./places";
import { useHere, usePlaces } from "./use-places";

const groups: readonly NavPlace["group"][] = ["start", "directory", "money", "governance", "foot"];

export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations("shell");
  const places = usePlaces();
  return (
    <nav aria-label={t("navigation")} className="flex min-h-full flex-col gap-4 p-2">
      {groups
        .map((group) => places.filter((place) => place.group === group))
        .filter((members) => members.length > 0)
        .map((members) => (
          <ul key={members[0]?.group} className="grid gap-px not-first:last:mt-auto">
            {members.map((place) => (
              <li key={place.name}>
                <PlaceLink place={place} {...(onNavigate && { onNavigate })} />
              </li>
            ))}
          </ul>
        ))}
    </nav>
  );
}

function PlaceLink({ place, onNavigate }: { place: NavPlace; onNavigate?: () => void }) {
  const isCurrent = useHere()?.place === place;
  const Icon = navIcons[place.name];
  return (
    <Link
      href={place.pages[0]?.href ?? "/"}
      {...(onNavigate && { onClick: onNavigate })}
      aria-current={isCurrent ? "page" : undefined}
      className="place-link"
    >
      <Icon />
      <span className="truncate">{place.label}</span>
      <OnItsWay />
      {place.pages.map(({ count }) => count)}
    </Link>
  );
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
