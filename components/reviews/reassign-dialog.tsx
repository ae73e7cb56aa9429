"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Dialog } from "@/components/ui/overlay/dialog";
import { splitAddresses } from "@/lib/delivery/vocabulary";
import type { ReviewPlace } from "@/lib/reviews/schema";
import { TextArea } from "./text-area";
import { useReassignReview } from "./use-review-mutations";

type Props = { reviewId: string; place: ReviewPlace; onClose: () => void };

export function ReassignDialog({ reviewId, place, onClose }: Props) {
  const t = useTranslations("reviews");
  const ui = useTranslations("ui");
  const formId = useId();
  const saving = useReassignReview(onClose);
  const failure = saving.error && toFailure(saving.error);
  const before = place.reviewers.map(({ email }) => email);
  return (
    <Dialog
      title={t("reassignTitle", { name: place.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={saving.isPending}>
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
          const text = String(new FormData(event.currentTarget).get("reviewers") ?? "");
          const { workspaceId } = place;
          saving.mutate({ reviewId, workspaceId, before, reviewers: splitAddresses(text) });
        }}
      >
        <Field
          label={t("reviewers")}
          hint={t("reviewersHint")}
          errors={
            failure?.fields?.reviewers && [t("reviewersWrong", { list: failure.fields.reviewers.join(", ") })]
          }
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
        {failure && !failure.fields && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}
