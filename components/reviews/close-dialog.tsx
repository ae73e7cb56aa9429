"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import type { ReviewHead } from "@/lib/reviews/schema";
import { maxReasonLength } from "@/lib/reviews/vocabulary";
import { TextArea } from "./text-area";
import { useCloseReview } from "./use-review-mutations";

export function CloseDialog({ review, onClose }: { review: ReviewHead; onClose: () => void }) {
  const t = useTranslations("reviews");
  const { kind, progress } = review;
  const count = progress.total - progress.done;
  const closing = useCloseReview(onClose);
  return (
    <FormDialog
      labels={{ title: t("closeTitle"), submit: t("close") }}
      saving={closing}
      onClose={onClose}
      onSubmit={(form) =>
        closing.mutate({ reviewId: review.id, reason: String(form.get("reason") ?? "").trim() })
      }
    >
      <p>{count > 0 ? t("closeOpen", { count, kind }) : t("closeDone")}</p>
      <Field label={t("reason")} hint={count > 0 ? t("closeReasonHint") : undefined}>
        {(control) => (
          <TextArea {...control} name="reason" required={count > 0} maxLength={maxReasonLength} />
        )}
      </Field>
    </FormDialog>
  );
}
