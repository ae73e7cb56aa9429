"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import { LongList } from "@/components/ui/display/long-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import { splitAddresses } from "@/lib/core/delivery/vocabulary";
import type { Failure } from "@/lib/core/errors/errors";
import type { StartReview } from "@/lib/governance/reviews/change-schema";
import type { StartChoices } from "@/lib/governance/reviews/schema";
import { grantsPlace, type ReviewKind, reviewScopes } from "@/lib/governance/reviews/vocabulary";

type Of = (typeof reviewScopes)[number];

type Choices = StartChoices | undefined;
type ScopeProps = { kind: ReviewKind; choices: Choices; faults: Failure["fields"] };

/** Read it back with `readScope`. Grants belong to no workspace, so only their reviewers can be chosen. */
export function ScopeFields({ kind, choices, faults }: ScopeProps) {
  const t = useTranslations();
  const { reviewers: unfit, scope } = faults ?? {};
  return (
    <>
      {kind === "grants" ? <ReviewersOfGrants choices={choices} /> : <PlaceFields choices={choices} />}
      {(unfit ?? scope) && (
        <p role="alert" className="text-danger text-sm">
          {unfit ? t("reviews.reviewersWrong", { list: unfit.join(", ") }) : t("reasons.review_without_rows")}
        </p>
      )}
    </>
  );
}

function ReviewersOfGrants({ choices }: { choices: Choices }) {
  const t = useTranslations("reviews");
  if (choices?.hasGrants === false)
    return (
      <p role="status" className="text-sm">
        {t("noGrants")}
      </p>
    );
  return (
    <div className="grid gap-1.5">
      <input type="hidden" name="of" value="all" />
      <span className="font-medium text-sm">{t("reviewers")}</span>
      <ReviewersInput id={grantsPlace} name={t("kinds.grants")} placeholder={t("anyAdmin")} />
    </div>
  );
}

function PlaceFields({ choices }: { choices: Choices }) {
  const t = useTranslations("reviews");
  const [of, setOf] = useState<Of>("all");
  const [chosenTag, setTag] = useState<string>();
  const tags = (choices?.tags ?? []).flatMap(({ key, values }) =>
    values.map((value) => ({ value: JSON.stringify([key, value]), label: `${key}: ${value}` })),
  );
  const tag = chosenTag ?? tags[0]?.value;
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
        <LongList
          items={choices?.workspaces ?? []}
          label={t("scopes.workspaces")}
          isChosen={() => false}
          className="grid gap-1.5 rounded-md border p-3"
        >
          {(place) => <PlaceChoice key={place.id} place={place} />}
        </LongList>
      )}
      {of === "tag" && (
        <Field label={t("scopes.tag")}>
          {(control) => (
            <Select
              {...control}
              name="tag"
              options={tags}
              value={tag}
              onChange={(event) => setTag(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      {of !== "workspaces" && (
        <ReviewersOfPlaces
          key={`${of} ${tag}`}
          places={(choices?.workspaces ?? []).filter((place) => of === "all" || hasTag(place, tag))}
        />
      )}
    </>
  );
}

type Place = StartChoices["workspaces"][number];

function hasTag({ tags }: Place, tag: string | undefined): boolean {
  const [key, value] = readTag(tag);
  return tags[key] === value;
}

function readTag(tag: string | undefined): [key: string, value: string] {
  const [key = "", value = ""]: string[] = JSON.parse(tag ?? "[]");
  return [key, value];
}

/** Other reviewers than usual are the exception, so their fields come on demand. */
function ReviewersOfPlaces({ places }: { places: readonly Place[] }) {
  const t = useTranslations("reviews");
  const [isOpen, setOpen] = useState(false);
  if (places.length === 0) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer text-sm">{t("otherReviewers")}</summary>
      {isOpen && (
        <LongList
          items={places}
          label={t("otherReviewers")}
          className="mt-2 grid gap-2 rounded-md border p-3"
        >
          {({ id, name }) => (
            <li key={id} className="grid items-center gap-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
              <VendorText className="truncate text-sm">{name}</VendorText>
              <ReviewersInput id={id} name={name} placeholder={t("reviewersLeads")} />
            </li>
          )}
        </LongList>
      )}
    </details>
  );
}

type ReviewersProps = { id: string; name: string; placeholder: string };

function ReviewersInput({ id, name, placeholder }: ReviewersProps) {
  const t = useTranslations("reviews");
  return (
    <Input
      name={`${reviewersField}${id}`}
      aria-label={t("reassignTitle", { name })}
      placeholder={placeholder}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
    />
  );
}

const reviewersField = "reviewers ";

/** Its reviewers can be chosen once it is selected. */
function PlaceChoice({ place: { id, name } }: { place: Place }) {
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
      {isChosen && <ReviewersInput id={id} name={name} placeholder={t("reviewersUsual")} />}
    </div>
  );
}

export function readScope(form: FormData): StartReview["scope"] {
  const of = form.get("of");
  const reviewers = readReviewers(form);
  if (of === "workspaces") return { of, ids: form.getAll("workspaceId").map(String), ...reviewers };
  if (of !== "tag") return { of: "all", ...reviewers };
  const [key, value] = readTag(String(form.get("tag") ?? "[]"));
  return { of, key, value, ...reviewers };
}

function readReviewers(form: FormData): Pick<StartReview["scope"], "reviewers"> {
  const chosen = [...form].flatMap(([field, value]) => {
    if (!field.startsWith(reviewersField)) return [];
    const addresses = splitAddresses(String(value));
    return addresses.length > 0 ? [[field.slice(reviewersField.length), addresses] as const] : [];
  });
  return chosen.length > 0 ? { reviewers: Object.fromEntries(chosen) } : {};
}
