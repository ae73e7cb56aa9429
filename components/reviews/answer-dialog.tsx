"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { TextArea } from "@/components/ui/controls/text-area";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { ReviewDetail } from "@/lib/governance/reviews/schema";
import { maxReasonLength } from "@/lib/governance/reviews/vocabulary";
import { useAnswer } from "./use-review-forms";

type AnswerProps = { reviewId: string; event: ReviewDetail["events"][number]; onClose: () => void };

export function AnswerDialog({ reviewId, event, onClose }: AnswerProps) {
  const t = useTranslations("reviews");
  const answering = useAnswer(onClose);
  return (
    <FormDialog
      labels={{ title: t("answerTitle"), submit: t("answerSend") }}
      saving={answering}
      onClose={onClose}
      onSubmit={(form) =>
        answering.mutate({ reviewId, eventId: event.id, answer: String(form.get("answer")).trim() })
      }
    >
      <p className="whitespace-pre-line text-sm">
        <VendorText>{event.note}</VendorText>
      </p>
      <Field label={t("answerText")} hint={event.kind === "days" ? t("answerDays") : undefined}>
        {(control) => <TextArea {...control} name="answer" required maxLength={maxReasonLength} />}
      </Field>
    </FormDialog>
  );
}
