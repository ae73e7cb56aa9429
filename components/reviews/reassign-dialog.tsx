"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { TextArea } from "@/components/ui/controls/text-area";
import { splitAddresses } from "@/lib/core/delivery/vocabulary";
import type { ReviewPlace } from "@/lib/governance/reviews/schema";
import { useReassignReview } from "./use-review-forms";

type Props = { reviewId: string; place: ReviewPlace; onClose: () => void };

export function ReassignDialog({ reviewId, place: { workspaceId, name, reviewers }, onClose }: Props) {
  const t = useTranslations("reviews");
  const saving = useReassignReview(name, onClose);
  const before = reviewers.map(({ email }) => email);
  return (
    <FormDialog
      labels={{ title: t("reassignTitle", { name }), submit: t("save") }}
      saving={saving}
      onClose={onClose}
      onSubmit={(form) =>
        saving.mutate({
          reviewId,
          workspaceId,
          before,
          reviewers: splitAddresses(String(form.get("reviewers") ?? "")),
        })
      }
    >
      {(faults) => (
        <Field
          label={t("reviewers")}
          hint={t("reviewersHint")}
          errors={faults?.reviewers && [t("reviewersWrong", { list: faults.reviewers.join(", ") })]}
        >
          {(control) => (
            <TextArea
              {...control}
              name="reviewers"
              defaultValue={before.join("\n")}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
