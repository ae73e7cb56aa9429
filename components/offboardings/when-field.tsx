"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { utc } from "@/i18n/utc";
import { maxDaysAhead } from "@/lib/directory/offboardings/vocabulary";

/** `at`: null for at once. `isWrong`: no time yet, one that has passed, or one too far ahead. */
export type Start = { isLater: boolean; text: string; at: string | null; isWrong: boolean };
export const startNow: Start = { isLater: false, text: "", at: null, isWrong: false };

type Props = { start: Start; onChange: (start: Start) => void };

const dayMs = 86_400_000;

export function WhenField({ start, onChange }: Props) {
  const t = useTranslations("offboardings.when");
  const zone = useTimeZone() ?? utc;
  return (
    <div className="flex flex-wrap items-end gap-4">
      <SegmentedControl
        label={t("label")}
        isLabelVisible
        options={[
          { value: "now", label: t("now") },
          { value: "later", label: t("later") },
        ]}
        value={start.isLater ? "later" : "now"}
        onChange={(value) => onChange(value === "now" ? startNow : toLater(start.text))}
      />
      {start.isLater && (
        <Field
          label={t("time", { zone })}
          hint={t("hint")}
          errors={start.isWrong && start.text ? [t("wrong")] : undefined}
        >
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              required
              value={start.text}
              onChange={({ target }) => onChange(toLater(target.value))}
            />
          )}
        </Field>
      )}
    </div>
  );
}

/** The text has no zone, so it is a time in that of the browser. */
function toLater(text: string): Start {
  const atMs = Date.parse(text);
  const now = Date.now();
  const isWrong = !(atMs > now && atMs <= now + maxDaysAhead * dayMs);
  return { isLater: true, text, at: Number.isNaN(atMs) ? null : new Date(atMs).toISOString(), isWrong };
}
