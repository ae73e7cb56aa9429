"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/controls/field";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import type { Schedule } from "@/lib/across/schedules/schema";
import {
  type Cadence,
  cadences,
  daysOfWeek,
  lastDayOfMonth,
  usualHour,
} from "@/lib/across/schedules/vocabulary";
import { toClock, toWeekdayName } from "./to-rhythm";

const toNumbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

type Props = { schedule: Schedule | undefined; usual: Cadence };

export function RhythmFields({ schedule, usual }: Props) {
  const t = useTranslations("schedules");
  const format = useFormatter();
  const [cadence, setCadence] = useState<Cadence>(schedule?.cadence ?? usual);
  const days = toNumbers(1, cadence === "weekly" ? daysOfWeek : lastDayOfMonth).map((day) => ({
    value: String(day),
    label: cadence === "weekly" ? toWeekdayName(format, day) : String(day),
  }));
  const known = schedule?.cadence === cadence ? schedule.day : 1;
  return (
    <>
      <SegmentedControl
        label={t("cadence")}
        isLabelVisible
        options={cadences.map((value) => ({ value, label: t(`cadences.${value}`) }))}
        value={cadence}
        onChange={setCadence}
      />
      <input type="hidden" name="cadence" value={cadence} />
      <div className="grid grid-cols-2 gap-4">
        {cadence !== "daily" && (
          <Field label={t(cadence === "weekly" ? "weekday" : "dayOfMonth")}>
            {(control) => (
              <Select {...control} key={cadence} name="day" defaultValue={String(known)} options={days} />
            )}
          </Field>
        )}
        <Field label={t("hour")}>
          {(control) => (
            <Select
              {...control}
              name="hour"
              defaultValue={String(schedule?.hour ?? usualHour)}
              options={toNumbers(0, 23).map((hour) => ({ value: String(hour), label: toClock(hour) }))}
            />
          )}
        </Field>
      </div>
    </>
  );
}
