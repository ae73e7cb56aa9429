"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { createUuid } from "@/components/shell/uuid";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { TextArea } from "@/components/ui/controls/text-area";
import { channelsQuery } from "@/lib/core/delivery/queries";
import { splitAddresses } from "@/lib/core/delivery/vocabulary";
import { addDays, toDay } from "@/lib/core/format/calendar";
import type { StartReview } from "@/lib/governance/reviews/change-schema";
import { reviewChoicesQuery } from "@/lib/governance/reviews/queries";
import {
  maxNameLength,
  maxNoteLength,
  type ReviewKind,
  reviewCadences,
  reviewKinds,
  undecidedRules,
} from "@/lib/governance/reviews/vocabulary";
import { readScope, ScopeFields } from "./scope-fields";
import { useStartReview } from "./use-review-forms";

const usualDays = 14;

export function StartDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  const [reviewId] = useState(createUuid); // A stable ID, so that a form sent twice starts one review.
  const [kind, setKind] = useState<ReviewKind>(reviewKinds[0]);
  const { data: choices } = useQuery(reviewChoicesQuery());
  const starting = useStartReview(onClose);
  const today = toDay(Date.now());
  return (
    <FormDialog
      labels={{ title: t("startTitle"), submit: t("start") }}
      saving={{ ...starting, isPossible: kind !== "grants" || choices?.hasGrants !== false }}
      onClose={onClose}
      onSubmit={(form) =>
        starting.mutate({ ...readStart(form), reviewId, locale: locale === "de" ? "de" : "en" })
      }
    >
      {(faults) => (
        // As tall as the window allows, so that no choice moves the dialog.
        <div className="grid min-h-[min(70rem,calc(100dvh-9.875rem))] content-start gap-4">
          <Field label={t("name")}>
            {(control) => (
              <Input {...control} name="name" required maxLength={maxNameLength} autoComplete="off" />
            )}
          </Field>
          <Choice
            name="kind"
            label={t("kind")}
            values={reviewKinds}
            toText={(one) => t(`kinds.${one}`)}
            onChoose={setKind}
          />
          <p className="text-ink-muted text-sm">{t(`startTexts.${kind}`)}</p>
          <ScopeFields kind={kind} choices={choices} faults={faults} />
          <Field label={t("dueOn")} errors={faults?.dueOn && [t("dueWrong")]}>
            {(control) => (
              <Input
                {...control}
                type="date"
                name="dueOn"
                required
                min={today}
                defaultValue={addDays(today, usualDays)}
              />
            )}
          </Field>
          <Choice
            name="cadence"
            label={t("repeat")}
            values={reviewCadences}
            toText={(cadence) => t(`cadences.${cadence}`)}
          />
          <Fallback unfit={faults?.fallback} />
          <Choice
            name="undecided"
            label={t("undecidedRule")}
            values={undecidedRules}
            toText={(rule) => t(`undecidedRules.${rule}`)}
          />
          <Field label={t("note")} hint={t("noteHint")}>
            {(control) => <TextArea {...control} name="note" maxLength={maxNoteLength} />}
          </Field>
          <Webhooks />
        </div>
      )}
    </FormDialog>
  );
}

function Fallback({ unfit }: { unfit: string[] | undefined }) {
  const t = useTranslations("reviews");
  return (
    <Field
      label={t("fallback")}
      hint={t("fallbackHint")}
      errors={unfit && [t("reviewersWrong", { list: unfit.join(", ") })]}
    >
      {(control) => (
        <Input
          {...control}
          name="fallback"
          placeholder={t("anyAdmin")}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
        />
      )}
    </Field>
  );
}

type ChoiceProps<Value extends string> = {
  name: string;
  label: string;
  values: readonly [Value, ...Value[]];
  toText: (value: Value) => string;
  onChoose?: (value: Value) => void;
};

/** The first value by default. */
function Choice<Value extends string>({ name, label, values, toText, onChoose }: ChoiceProps<Value>) {
  const [chosen, setChosen] = useState<Value>(values[0]);
  return (
    <>
      <SegmentedControl
        label={label}
        isLabelVisible
        options={values.map((value) => ({ value, label: toText(value) }))}
        value={chosen}
        onChange={(value) => {
          setChosen(value);
          onChoose?.(value);
        }}
      />
      <input type="hidden" name={name} value={chosen} />
    </>
  );
}

/** Mail goes to the reviewers by itself. */
function Webhooks() {
  const t = useTranslations("reviews");
  const { data } = useQuery(channelsQuery());
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t("reminders")}</legend>
      <p className="text-ink-muted text-sm">
        {t(data?.mailFrom === null ? "remindersNoMail" : "remindersText")}
      </p>
      {data?.webhooks.map(({ id, name }) => (
        <label key={id} className="flex min-h-6 pointer-coarse:min-h-11 items-center gap-2">
          <input type="checkbox" name="webhooks" value={id} />
          {t("alsoPost", { name })}
        </label>
      ))}
    </fieldset>
  );
}

function readStart(form: FormData): Omit<StartReview, "reviewId" | "locale"> {
  const read = (name: string) => String(form.get(name) ?? "").trim();
  return {
    kind: reviewKinds.find((one) => one === read("kind")) ?? "memberships",
    name: read("name"),
    note: read("note"),
    dueOn: read("dueOn"),
    cadence: reviewCadences.find((one) => one === read("cadence")) ?? "once",
    fallback: splitAddresses(read("fallback")),
    undecided: undecidedRules.find((one) => one === read("undecided")) ?? "exception",
    webhooks: form.getAll("webhooks").map(String),
    scope: readScope(form),
  };
}
