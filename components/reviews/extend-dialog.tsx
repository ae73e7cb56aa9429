"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { addDays, toDay } from "@/lib/core/format/calendar";
import type { ReviewHead } from "@/lib/governance/reviews/schema";
import { useExtendReview } from "./use-review-forms";

const usualDays = 7;

export function ExtendDialog({ review, onClose }: { review: ReviewHead; onClose: () => void }) {
  const t = useTranslations("reviews");
  const extending = useExtendReview(review, onClose);
  return (
    <FormDialog
      labels={{ title: t("extendTitle"), submit: t("save") }}
      saving={extending}
      onClose={onClose}
      onSubmit={(form) => extending.mutate(String(form.get("dueOn")))}
    >
      <Field label={t("dueOn")}>
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
    </FormDialog>
  );
}
