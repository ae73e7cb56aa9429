"use client";

import type { ReviewDetail } from "@/lib/governance/reviews/schema";
import { DaysDialog } from "./ask-dialog";
import { CloseDialog } from "./close-dialog";
import { ExtendDialog } from "./extend-dialog";
import { HandOverDialog } from "./hand-over-dialog";
import { ReassignDialog } from "./reassign-dialog";
import { EventsDialog } from "./review-events";

export type ReviewDialog = "extend" | "close" | "reassign" | "handOver" | "days" | "events";

type Props = ReviewDetail & { open: ReviewDialog; canManage: boolean; onClose: () => void };

/** What is done to a whole review, or to its only workspace. */
export function ReviewDialogs({ open, review, places, events, canManage, onClose }: Props) {
  const [only] = places.length === 1 ? places : [];
  if (open === "events") return <EventsDialog {...{ review, places, events, canManage, onClose }} />;
  if (open === "extend") return <ExtendDialog review={review} onClose={onClose} />;
  if (open === "close") return <CloseDialog review={review} places={places} onClose={onClose} />;
  if (open === "days") return <DaysDialog review={review} onClose={onClose} />;
  if (open === "handOver")
    return <HandOverDialog reviewId={review.id} place={only ?? null} row={null} onClose={onClose} />;
  return only && <ReassignDialog reviewId={review.id} place={only} onClose={onClose} />;
}
