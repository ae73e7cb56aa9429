"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { TextArea } from "@/components/ui/controls/text-area";
import type { ReviewDetail } from "@/lib/governance/reviews/schema";
import { maxReasonLength } from "@/lib/governance/reviews/vocabulary";
import { useCloseReview } from "./use-review-forms";

type Props = Pick<ReviewDetail, "places"> & { review: ReviewDetail["review"]; onClose: () => void };

/** Asks about decisions that weren't submitted, because closing drops them. */
export function CloseDialog({ review, places, onClose }: Props) {
  const t = useTranslations("reviews");
  const { kind, progress, undecided } = review;
  const unsent = places.reduce((sum, place) => sum + place.unsent, 0);
  const rest = undecided === "exception" ? 0 : places.reduce((sum, place) => sum + place.open, 0);
  const open = progress.total - progress.done - unsent - rest;
  const closing = useCloseReview(review.name, onClose);
  const [waiting] = useState(() => new AbortController());
  return (
    <FormDialog
      labels={{
        title: t("closeTitle"),
        submit: unsent + rest > 0 ? t("submitAndClose", { count: unsent + rest }) : t("close"),
        other: unsent + rest > 0 ? t("closeWithout") : undefined,
      }}
      saving={closing}
      onClose={() => {
        waiting.abort();
        onClose();
      }}
      onSubmit={(form) =>
        closing.mutate({
          reviewId: review.id,
          reason: String(form.get("reason") ?? "").trim(),
          submits: form.has("answer")
            ? []
            : places.flatMap(({ workspaceId, ...place }) =>
                place.unsent > 0 || (rest > 0 && place.open > 0) ? [workspaceId] : [],
              ),
          isRest: rest > 0,
          signal: waiting.signal,
        })
      }
    >
      {unsent > 0 && <p>{t("closeUnsent", { count: unsent })}</p>}
      {rest > 0 && <p>{t("closeRest", { count: rest, rule: undecided })}</p>}
      {open > 0 && <p>{t("closeOpen", { count: open, kind })}</p>}
      {unsent + rest + open === 0 && <p>{t("closeDone")}</p>}
      <Field label={t("reason")} hint={unsent + rest + open > 0 ? t("closeReasonHint") : undefined}>
        {(control) => (
          <TextArea {...control} name="reason" required={open + rest > 0} maxLength={maxReasonLength} />
        )}
      </Field>
    </FormDialog>
  );
}
