"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { TextArea } from "@/components/ui/controls/text-area";
import { VendorText } from "@/components/ui/display/vendor-text";
import { addDays } from "@/lib/core/format/calendar";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { maxReasonLength } from "@/lib/governance/reviews/vocabulary";
import { toRowName } from "./row-name";
import { useAskAdmins } from "./use-review-forms";

const usualDays = 7;

type QuestionProps = { reviewId: string; workspaceId: string; row: ReviewRow; onClose: () => void };

export function QuestionDialog({ reviewId, workspaceId, row, onClose }: QuestionProps) {
  const t = useTranslations("reviews");
  const asking = useAskAdmins(onClose);
  return (
    <FormDialog
      labels={{
        title: <VendorText>{t("questionTitle", { name: toRowName(row) })}</VendorText>,
        submit: t("questionSend"),
      }}
      saving={asking}
      onClose={onClose}
      onSubmit={(form) =>
        asking.mutate({ reviewId, workspaceId, row: row.userId, dueOn: null, note: readNote(form) })
      }
    >
      <Field label={t("question")} hint={t("questionHint")}>
        {(control) => <TextArea {...control} name="note" required maxLength={maxReasonLength} />}
      </Field>
    </FormDialog>
  );
}

export function DaysDialog({
  review,
  onClose,
}: {
  review: { id: string; dueOn: string };
  onClose: () => void;
}) {
  const t = useTranslations("reviews");
  const asking = useAskAdmins(onClose);
  return (
    <FormDialog
      labels={{ title: t("daysTitle"), submit: t("questionSend") }}
      saving={asking}
      onClose={onClose}
      onSubmit={(form) =>
        asking.mutate({
          reviewId: review.id,
          workspaceId: null,
          row: null,
          dueOn: String(form.get("dueOn")),
          note: readNote(form),
        })
      }
    >
      <Field label={t("dueOn")}>
        {(control) => (
          <Input
            {...control}
            type="date"
            name="dueOn"
            required
            min={addDays(review.dueOn, 1)}
            defaultValue={addDays(review.dueOn, usualDays)}
          />
        )}
      </Field>
      <Field label={t("reason")} hint={t("questionHint")}>
        {(control) => <TextArea {...control} name="note" required maxLength={maxReasonLength} />}
      </Field>
    </FormDialog>
  );
}

function readNote(form: FormData): string {
  return String(form.get("note")).trim();
}
