"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { createUuid } from "@/components/shell/uuid";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Dialog } from "@/components/ui/overlay/dialog";
import { addDays, toDay } from "@/lib/calendar";
import { channelsQuery } from "@/lib/delivery/queries";
import type { StartReview } from "@/lib/reviews/schema";
import { maxNameLength, maxNoteLength, type ReviewCadence, reviewCadences } from "@/lib/reviews/vocabulary";
import { readScope, ScopeFields } from "./scope-fields";
import { TextArea } from "./text-area";
import { useStartReview } from "./use-review-mutations";

const usualDays = 14;

export function StartDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("reviews");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const formId = useId();
  const [reviewId] = useState(createUuid); // A stable ID, so that a form sent twice starts one review.
  const starting = useStartReview(onClose);
  const failure = starting.error && toFailure(starting.error);
  const today = toDay(Date.now());
  return (
    <Dialog
      title={t("startTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={starting.isPending}>
            {t("start")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (starting.isPending) return;
          const given = readStart(new FormData(event.currentTarget));
          starting.mutate({ ...given, reviewId, locale: locale === "de" ? "de" : "en" });
        }}
      >
        <p className="text-ink-muted text-sm">{t("startText")}</p>
        <Field label={t("name")}>
          {(control) => (
            <Input {...control} name="name" required maxLength={maxNameLength} autoComplete="off" />
          )}
        </Field>
        <ScopeFields />
        <Field label={t("dueOn")} hint={t("dueHint")} errors={failure?.fields?.dueOn && [t("dueWrong")]}>
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
        <Cadence />
        <Field label={t("note")} hint={t("noteHint")}>
          {(control) => <TextArea {...control} name="note" maxLength={maxNoteLength} />}
        </Field>
        <Webhooks />
        {failure && !failure.fields && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}

function Cadence() {
  const t = useTranslations("reviews");
  const [cadence, setCadence] = useState<ReviewCadence>("once");
  return (
    <>
      <SegmentedControl
        label={t("repeat")}
        isLabelVisible
        options={reviewCadences.map((value) => ({ value, label: t(`cadences.${value}`) }))}
        value={cadence}
        onChange={setCadence}
      />
      <input type="hidden" name="cadence" value={cadence} />
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
    name: read("name"),
    note: read("note"),
    dueOn: read("dueOn"),
    cadence: reviewCadences.find((one) => one === read("cadence")) ?? "once",
    webhooks: form.getAll("webhooks").map(String),
    scope: readScope(form),
  };
}
