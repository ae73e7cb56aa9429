"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/shell/form-dialog";
import { LoadingState } from "@/components/shell/loading-state";
import { Field } from "@/components/ui/controls/field";
import { Select } from "@/components/ui/controls/select";
import { TextArea } from "@/components/ui/controls/text-area";
import { VendorText } from "@/components/ui/display/vendor-text";
import { decidersQuery } from "@/lib/governance/reviews/queries";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { maxReasonLength } from "@/lib/governance/reviews/vocabulary";
import { toRowName } from "./row-name";
import { useHandOver } from "./use-review-forms";

/** A row, a workspace, or all that the reader reviews. */
export type Handed = {
  reviewId: string;
  place: { workspaceId: string; name: string } | null;
  row: ReviewRow | null;
};

export function HandOverDialog({ reviewId, place, row, onClose }: Handed & { onClose: () => void }) {
  const t = useTranslations("reviews");
  const { data } = useQuery(decidersQuery(reviewId, place?.workspaceId));
  const about = row ? toRowName(row) : (place?.name ?? t("allOwn"));
  const people = data?.people.filter(({ email }) => email !== row?.email.toLowerCase()) ?? [];
  const handing = useHandOver(about, onClose);
  return (
    <FormDialog
      labels={{
        title: <VendorText>{t("handOverTitle", { name: about })}</VendorText>,
        submit: t("handOver"),
      }}
      saving={{ ...handing, isPossible: people.length > 0 }}
      onClose={onClose}
      onSubmit={(form) =>
        handing.mutate({
          reviewId,
          workspaceId: place?.workspaceId ?? null,
          rows: row && [row.userId],
          to: String(form.get("to")),
          note: String(form.get("note")).trim(),
        })
      }
    >
      <p className="text-ink-muted text-sm">{t(row ? "handOverRow" : "handOverPlace")}</p>
      {!data && <LoadingState />}
      {data && people.length === 0 && <p>{t("handOverNobody")}</p>}
      {people.length > 0 && (
        <Field label={t("handOverTo")}>
          {(control) => (
            <Select
              {...control}
              name="to"
              options={people.map(({ email, name }) => ({
                value: email,
                label: name ? `${name} (${email})` : email,
              }))}
            />
          )}
        </Field>
      )}
      <Field label={t("handOverNote")} hint={t("handOverHint")}>
        {(control) => <TextArea {...control} name="note" required maxLength={maxReasonLength} />}
      </Field>
    </FormDialog>
  );
}
