"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type Tone } from "./badge";
import { DateText } from "./date-text";
import { PersonName } from "./person-name";
import { VendorText } from "./vendor-text";

const outcomes = { succeeded: "good", failed: "danger", unknown: "warn" } as const satisfies Record<
  string,
  Tone
>;

export type EventItem = {
  id: string;
  at: string;
  what: string;
  details: ReactNode;
  actorEmail: string | null;
  actorName: string | null;
  outcome: keyof typeof outcomes | null;
};

export function EventList({ events, empty }: { events: readonly EventItem[]; empty: string }) {
  const t = useTranslations("ui.events");
  if (events.length === 0) return <p className="text-ink-muted">{empty}</p>;
  return (
    <ol className="divide-y card">
      {events.map(({ id, at, what, details, actorEmail, actorName, outcome }) => (
        <li
          key={id}
          className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[10rem_1fr_auto] sm:items-baseline"
        >
          <span className="text-ink-muted">
            <DateText at={at} show="minute" />
          </span>
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{what}</span>
            {details}
          </span>
          <span className="flex items-center gap-2 text-ink-muted">
            {actorEmail === null || outcome === null ? t("outside") : null}
            {actorEmail !== null && <PersonName email={actorEmail} name={actorName} />}
            {outcome && <Badge tone={outcomes[outcome]}>{t(`outcomes.${outcome}`)}</Badge>}
          </span>
        </li>
      ))}
    </ol>
  );
}

type Difference = { name: string; before: string; after: string };

export function EventDifference({ name, before, after }: Difference) {
  return (
    <span className="text-ink-muted">
      {name}: <VendorText>{before}</VendorText> → <VendorText className="text-ink">{after}</VendorText>
    </span>
  );
}
