import { z } from "zod";
import { locales } from "@/i18n/locale";
import { type Recipient, recipient, recipientsInput, sentOutcome } from "@/lib/core/delivery/schema";
import { maxNameLength } from "@/lib/core/delivery/vocabulary";
import { lineText } from "@/lib/core/format/typed-text";
import { cadences, daysOfWeek, lastDayOfMonth, scheduledReports } from "./vocabulary";

const name = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(lineText.min(1).max(maxNameLength));

/** The ID is chosen by the browser, so that a form sent twice adds one schedule. */
export const saveScheduleInput = z
  .strictObject({
    scheduleId: z.uuid(),
    name,
    report: z.enum(scheduledReports),
    query: z
      .string()
      .max(4_000)
      .transform((text) => new URLSearchParams(text).toString()),
    cadence: z.enum(cadences),
    day: z.number().int().min(1).max(lastDayOfMonth),
    hour: z.number().int().min(0).max(23),
    recipients: recipientsInput,
    locale: z.enum(locales),
  })
  .refine(({ cadence, day }) => cadence !== "weekly" || day <= daysOfWeek, { path: ["day"] })
  .refine(({ recipients: { addresses, webhooks } }) => addresses.length + webhooks.length > 0, {
    path: ["recipients"],
  });
export type SaveSchedule = z.infer<typeof saveScheduleInput>;
export type SavedSchedule = Omit<SaveSchedule, "recipients"> & {
  recipients: Recipient[];
  peopleConfirmedAt: Date | null;
};

export const scheduleInput = z.strictObject({ scheduleId: z.uuid() });
export const pauseInput = z.strictObject({ scheduleId: z.uuid(), isPaused: z.boolean() });

export const schedule = z.object({
  id: z.string(),
  owner: z.string(),
  name: z.string(),
  report: z.enum(scheduledReports),
  query: z.string(),
  cadence: z.enum(cadences),
  day: z.number(),
  hour: z.number(),
  locale: z.enum(locales),
  recipients: z.array(recipient),
  /** Addresses in no domain of the organization. */
  outside: z.array(z.string()),
  unsubscribed: z.array(z.string()),
  isPaused: z.boolean(),
  nextAt: z.string(),
  /** How the last one went for each recipient. */
  last: z
    .object({
      at: z.string(),
      messages: z.array(sentOutcome.extend({ recipient: z.string(), channel: recipient.shape.channel })),
    })
    .nullable(),
  /** Whether the reader may change it: their own, or any as an admin. */
  isWritable: z.boolean(),
});
export type Schedule = z.infer<typeof schedule>;

export const schedulesPage = z.object({ schedules: z.array(schedule) });
export type SchedulesPage = z.infer<typeof schedulesPage>;
