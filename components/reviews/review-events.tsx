"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { formatDay } from "@/lib/core/format/format";
import type { ReviewDetail } from "@/lib/governance/reviews/schema";
import { isUnanswered } from "@/lib/governance/reviews/vocabulary";
import { AnswerDialog } from "./answer-dialog";

type ReviewEvent = ReviewDetail["events"][number];
type Props = Pick<ReviewDetail, "review" | "places" | "events"> & {
  canManage: boolean;
  onClose: () => void;
};

/** What waits for an answer first, then all that happened around the decisions, the newest first. */
export function EventsDialog({ review, places, events, canManage, onClose }: Props) {
  const t = useTranslations("reviews");
  const [asked, setAsked] = useState<ReviewEvent>();
  if (asked) return <AnswerDialog reviewId={review.id} event={asked} onClose={() => setAsked(undefined)} />;
  const isOpen = (event: ReviewEvent) => review.closedAt === null && isUnanswered(event);
  const newest = events.toReversed();
  return (
    <Dialog title={t("eventsTitle")} onClose={onClose}>
      <ul className="grid gap-3 text-sm">
        {[...newest.filter(isOpen), ...newest.filter((event) => !isOpen(event))].map((event) => (
          <li key={event.id} className="grid justify-items-start gap-1.5">
            <Said event={event} places={places} />
            {isOpen(event) && canManage && (
              <Button size="sm" onClick={() => setAsked(event)}>
                {t("answer")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** One sentence, what its person wrote, and the answer. */
export function Said({ event, places }: { event: ReviewEvent; places: ReviewDetail["places"] }) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  const place = places.find(({ workspaceId }) => workspaceId === event.workspaceId)?.name;
  const count = event.rows?.length ?? 0;
  const subject = event.subject ?? (event.rows ? t("rowCount", { count }) : (place ?? t("allOwn")));
  const { kind, dueOn, reviewers, note, answer, answeredBy, answeredByName } = event;
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      {t.rich(`events.${kind}`, {
        person: () => <PersonName email={event.by} name={event.byName} />,
        subject: () => <VendorText>{subject}</VendorText>,
        to: () => <VendorText>{reviewers.join(", ") || t("anyAdmin")}</VendorText>,
        day: dueOn ? formatDay(dueOn, locale) : "",
      })}{" "}
      {note && <VendorText className="whitespace-pre-line">{t("quoted", { text: note })}</VendorText>}{" "}
      <span className="text-ink-muted">
        <DateText at={event.at} show="minute" />
      </span>
      {answer !== null && answeredBy && (
        <span className="block">
          <PersonName email={answeredBy} name={answeredByName} />
          {": "}
          <VendorText className="whitespace-pre-line">{answer || t("daysGiven")}</VendorText>
        </span>
      )}
    </span>
  );
}
