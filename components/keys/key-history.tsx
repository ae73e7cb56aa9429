"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { VendorText } from "@/components/ui/vendor-text";
import type { KeyEvent } from "@/lib/keys/schema";
import { keyActs } from "@/lib/keys/vocabulary";
import { useStatusName } from "./key-status";

const sights = ["added", "changed", "gone"] as const;
const fields = ["name", "status", "workspaceId", "expiresAt"] as const;
const tones: Record<NonNullable<KeyEvent["outcome"]>, Tone> = {
  succeeded: "good",
  failed: "danger",
  unknown: "warn",
};

/** Newest first: who did what here, and what changed without us. */
export function KeyHistory({ history }: { history: readonly KeyEvent[] }) {
  const t = useTranslations("keys.history");
  const toWhat = useWhat();
  if (history.length === 0) return <p className="text-ink-muted">{t("empty")}</p>;
  return (
    <ol className="divide-y rounded-lg border bg-surface">
      {history.map((event) => (
        <li
          key={event.id}
          className="grid gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:grid-cols-[10rem_1fr_auto] sm:items-baseline"
        >
          <span className="text-ink-muted">
            <DateText at={event.at} show="minute" />
          </span>
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{toWhat(event.what)}</span>
            {event.differences.map((difference) => (
              <Difference key={difference.field} {...difference} />
            ))}
          </span>
          <span className="flex items-center gap-2 text-ink-muted">
            {event.actorEmail === null ? t("outside") : <VendorText>{event.actorEmail}</VendorText>}
            {event.outcome && <Badge tone={tones[event.outcome]}>{t(`outcomes.${event.outcome}`)}</Badge>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The acts of ours are named like in the log, `api_key.rename`. */
function useWhat(): (what: string) => string {
  const t = useTranslations("keys.history.what");
  return (what) => {
    const known = [...keyActs, ...sights].find((one) => one === what.replace("api_key.", ""));
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
    <span className="text-ink-muted">
      {known ? t(`fields.${known}`) : field}: <VendorText>{toText(before)}</VendorText> →{" "}
      <VendorText className="text-ink">{toText(after)}</VendorText>
    </span>
  );
}
