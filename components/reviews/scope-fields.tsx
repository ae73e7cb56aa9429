"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import { VendorText } from "@/components/ui/display/vendor-text";
import { splitAddresses } from "@/lib/delivery/vocabulary";
import type { StartReview } from "@/lib/reviews/change-schema";
import { reviewChoicesQuery } from "@/lib/reviews/queries";
import type { StartChoices } from "@/lib/reviews/schema";
import { reviewScopes } from "@/lib/reviews/vocabulary";

type Of = (typeof reviewScopes)[number];

/** Read it back with `readScope`. */
export function ScopeFields({ unfit }: { unfit: string[] | undefined }) {
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
          {data?.workspaces.map((place) => (
            <PlaceChoice key={place.id} place={place} />
          ))}
        </fieldset>
      )}
      {unfit && (
        <p role="alert" className="text-danger text-sm">
          {t("reviewersWrong", { list: unfit.join(", ") })}
        </p>
      )}
      {of === "tag" && (
        <Field label={t("scopes.tag")}>
          {(control) => <Select {...control} name="tag" options={tags} />}
        </Field>
      )}
    </>
  );
}

/** Its reviewers can be chosen once it is selected. */
function PlaceChoice({ place: { id, name } }: { place: StartChoices["workspaces"][number] }) {
  const t = useTranslations("reviews");
  const [isChosen, setChosen] = useState(false);
  return (
    <div className="grid gap-1">
      <label className="flex min-h-6 pointer-coarse:min-h-11 items-center gap-2">
        <input
          type="checkbox"
          name="workspaceId"
          value={id}
          onChange={(event) => setChosen(event.currentTarget.checked)}
        />
        <VendorText>{name}</VendorText>
      </label>
      {isChosen && (
        <Input
          name={`reviewers ${id}`}
          aria-label={t("reassignTitle", { name })}
          placeholder={t("reviewersUsual")}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
        />
      )}
    </div>
  );
}

export function readScope(form: FormData): StartReview["scope"] {
  const of = form.get("of");
  if (of === "workspaces") {
    const ids = form.getAll("workspaceId").map(String);
    const chosen = ids.flatMap((id) => {
      const reviewers = splitAddresses(String(form.get(`reviewers ${id}`) ?? ""));
      return reviewers.length > 0 ? [[id, reviewers] as const] : [];
    });
    return { of, ids, ...(chosen.length > 0 && { reviewers: Object.fromEntries(chosen) }) };
  }
  if (of !== "tag") return { of: "all" };
  const [key = "", value = ""]: string[] = JSON.parse(String(form.get("tag") ?? "[]"));
  return { of, key, value };
}
