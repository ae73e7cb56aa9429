"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Dialog } from "@/components/ui/overlay/dialog";
import { addDays, toDay } from "@/lib/calendar";
import type { ReviewHead } from "@/lib/reviews/schema";
import { useExtendReview } from "./use-review-mutations";

const usualDays = 7;

export function ExtendDialog({ review, onClose }: { review: ReviewHead; onClose: () => void }) {
  const t = useTranslations("reviews");
  const ui = useTranslations("ui");
  const formId = useId();
  const extending = useExtendReview(onClose);
  return (
    <Dialog
      title={t("extendTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={extending.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const dueOn = String(new FormData(event.currentTarget).get("dueOn"));
          extending.mutate({ reviewId: review.id, before: review.dueOn, dueOn });
        }}
      >
        <Field label={t("dueOn")} hint={t("dueHint")}>
          {(control) => (
            <Input
              {...control}
              type="date"
              name="dueOn"
              required
              min={toDay(Date.now())}
              defaultValue={addDays(review.dueOn, usualDays)}
            />
          )}
        </Field>
        {extending.error && <FailureNote failure={toFailure(extending.error)} />}
      </form>
    </Dialog>
  );
}
