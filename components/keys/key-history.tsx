"use client";

import { useTranslations } from "next-intl";
import { useStatusName } from "@/components/directory/key-status-badge";
import { EventDifference, type EventItem, EventList } from "@/components/ui/display/event-list";
import type { KeyEvent, KeyHandover } from "@/lib/directory/keys/schema";
import { keyOperations } from "./key-event-names";

const sights = ["added", "changed", "gone"] as const;
const fields = ["name", "status", "workspaceId", "expiresAt", "owner"] as const;

type Props = { history: readonly KeyEvent[]; handovers: readonly KeyHandover[] };

/** With handovers, which are ours and change nothing at Anthropic. */
export function KeyHistory({ history, handovers }: Props) {
  const t = useTranslations("keys.history");
  const toWhat = useWhat();
  const changes: EventItem[] = history.map(({ differences, what, ...event }) => ({
    ...event,
    what: toWhat(what),
    details: differences.map((difference) => <Difference key={difference.field} {...difference} />),
  }));
  const given: EventItem[] = handovers.map(
    ({ offboardingId, at, by, byName, ownerEmail, ownerName, person }) => ({
      id: offboardingId,
      at,
      what: t("handedOver"),
      details: (
        <EventDifference
          name={t("lookedAfterBy")}
          before={person}
          after={ownerName ?? ownerEmail ?? t("nothing")}
        />
      ),
      actorEmail: by,
      actorName: byName,
      outcome: "succeeded",
    }),
  );
  const events = [...changes, ...given].toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return <EventList events={events} empty={t("empty")} />;
}

function useWhat(): (what: string) => string {
  const t = useTranslations("keys.history.what");
  return (what) => {
    const known = [...keyOperations, ...sights].find((one) => one === what.replace("api_key.", ""));
    return known ? t(known) : what;
  };
}

function Difference({ field, before, after }: KeyEvent["differences"][number]) {
  const t = useTranslations("keys.history");
  const toStatus = useStatusName();
  const toText = (value: string | null) =>
    value === null ? t("nothing") : field === "status" ? toStatus(value) : value;
  const known = fields.find((one) => one === field);
  return (
    <EventDifference
      name={known ? t(`fields.${known}`) : field}
      before={toText(before)}
      after={toText(after)}
    />
  );
}
