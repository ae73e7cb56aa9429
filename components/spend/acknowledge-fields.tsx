"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/controls/field";
import { inputClass } from "@/components/ui/controls/input";
import { Select } from "@/components/ui/controls/select";
import { dayOwnersQuery } from "@/lib/money/spend/queries";

const rows = 3;

export function AcknowledgeFields({ fields }: { fields: Record<string, string[]> | undefined }) {
  const t = useTranslations("spend.unusual");
  const { data } = useQuery(dayOwnersQuery());
  const options = (data?.owners ?? []).map(({ email, name }) => ({
    value: email,
    label: name ? `${name} (${email})` : email,
  }));
  return (
    <>
      <Field label={t("note")} hint={t("noteHint")} errors={fields?.note}>
        {(control) => (
          <textarea
            {...control}
            name="note"
            rows={rows}
            maxLength={500}
            required
            className={`${inputClass} h-auto! py-1.5`}
          />
        )}
      </Field>
      <Field label={t("owner")} hint={t("ownerHint")} errors={fields?.owner}>
        {(control) => (
          <Select {...control} key={data?.self} name="owner" options={options} defaultValue={data?.self} />
        )}
      </Field>
    </>
  );
}
