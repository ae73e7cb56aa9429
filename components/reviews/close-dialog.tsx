"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { ReviewHead } from "@/lib/reviews/schema";
import { maxReasonLength } from "@/lib/reviews/vocabulary";
import { TextArea } from "./text-area";
import { useCloseReview } from "./use-review-mutations";

export function CloseDialog({ review, onClose }: { review: ReviewHead; onClose: () => void }) {
  const t = useTranslations("reviews");
  const ui = useTranslations("ui");
  const formId = useId();
  const closing = useCloseReview(onClose);
  const count = review.progress.total - review.progress.done;
  return (
    <Dialog
      title={t("closeTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={closing.isPending}>
            {t("close")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
          if (!closing.isPending) closing.mutate({ reviewId: review.id, reason });
        }}
      >
        <p>{t(count > 0 ? "closeOpen" : "closeDone", { count })}</p>
        <Field label={t("reason")} hint={count > 0 ? t("closeReasonHint") : undefined}>
          {(control) => (
            <TextArea {...control} name="reason" required={count > 0} maxLength={maxReasonLength} />
          )}
        </Field>
        {closing.error && <FailureNote failure={toFailure(closing.error)} />}
      </form>
    </Dialog>
  );
}
