"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { inputClass } from "@/components/ui/controls/input";
import { Select } from "@/components/ui/controls/select";
import type { Opportunity } from "@/lib/money/savings/schema";
import { dismissalDays, maxReasonLength } from "@/lib/money/savings/vocabulary";
import { useDismiss } from "./use-dismissals";

const usualDays = 90;

/** Advice that doesn't fit is hidden with its reason, and comes back by itself. */
export function DismissDialog({ kind, onClose }: { kind: Opportunity["kind"]; onClose: () => void }) {
  const t = useTranslations("savings.opportunities");
  const saving = useDismiss(onClose);
  return (
    <FormDialog
      labels={{ title: t("dismissTitle", { kind: t(`kinds.${kind}`) }), submit: t("dismiss") }}
      saving={saving}
      onClose={onClose}
      onSubmit={(form) => {
        const days = dismissalDays.find((one) => String(one) === form.get("days")) ?? usualDays;
        saving.mutate({ kind, days, reason: String(form.get("reason") ?? "") });
      }}
    >
      <p className="text-ink-muted text-sm">{t("dismissText")}</p>
      <Field label={t("reason")}>
        {(control) => (
          <textarea
            {...control}
            name="reason"
            rows={3}
            required
            maxLength={maxReasonLength}
            className={`${inputClass} h-auto! py-1.5`}
          />
        )}
      </Field>
      <Field label={t("hideFor")}>
        {(control) => (
          <Select
            {...control}
            name="days"
            defaultValue={String(usualDays)}
            options={dismissalDays.map((days) => ({
              value: String(days),
              label: t("days", { count: days }),
            }))}
          />
        )}
      </Field>
    </FormDialog>
  );
}
