"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import { VendorText } from "@/components/ui/display/vendor-text";
import { reviewChoicesQuery } from "@/lib/reviews/queries";
import type { StartReview } from "@/lib/reviews/schema";
import { reviewScopes } from "@/lib/reviews/vocabulary";

type Of = (typeof reviewScopes)[number];

/** Read it back with `readScope`. */
export function ScopeFields() {
  const t = useTranslations("reviews");
  const { data } = useQuery(reviewChoicesQuery());
  const [of, setOf] = useState<Of>("all");
  const tags = (data?.tags ?? []).flatMap(({ key, values }) =>
    values.map((value) => ({ value: JSON.stringify([key, value]), label: `${key}: ${value}` })),
  );
  const offered = reviewScopes.filter((one) => one !== "tag" || tags.length > 0);
  return (
    <>
      <SegmentedControl
        label={t("workspaces")}
        isLabelVisible
        options={offered.map((value) => ({ value, label: t(`scopes.${value}`) }))}
        value={of}
        onChange={setOf}
      />
      <input type="hidden" name="of" value={of} />
      {of === "workspaces" && (
        <fieldset className="grid max-h-56 gap-1.5 overflow-y-auto rounded-md border p-3">
          <legend className="sr-only">{t("scopes.workspaces")}</legend>
          {data?.workspaces.map(({ id, name }) => (
            <label key={id} className="flex min-h-6 pointer-coarse:min-h-11 items-center gap-2">
              <input type="checkbox" name="workspaceId" value={id} />
              <VendorText>{name}</VendorText>
            </label>
          ))}
        </fieldset>
      )}
      {of === "tag" && (
        <Field label={t("scopes.tag")}>
          {(control) => <Select {...control} name="tag" options={tags} />}
        </Field>
      )}
    </>
  );
}

export function readScope(form: FormData): StartReview["scope"] {
  const of = form.get("of");
  if (of === "workspaces") return { of, ids: form.getAll("workspaceId").map(String) };
  if (of !== "tag") return { of: "all" };
  const [key = "", value = ""]: string[] = JSON.parse(String(form.get("tag") ?? "[]"));
  return { of, key, value };
}
