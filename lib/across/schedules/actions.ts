"use server";

import "server-only";
import { permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { requireFresh } from "@/lib/core/auth/step-up";
import { SharedTokenBucket } from "@/lib/core/db/shared-token-bucket";
import { toRecipients } from "@/lib/core/delivery/recipients";
import { limitHandSends } from "@/lib/core/delivery/send-limit";
import { action } from "@/lib/core/entry/action-client";
import { guardOtherReport } from "./outside";
import { isFileOfPeople } from "./people";
import { pauseInput, type SaveSchedule, saveScheduleInput, scheduleInput } from "./schema";
import { sendScheduledNow } from "./send-now";
import {
  deleteSchedule,
  getOwnSchedule,
  insertSchedule,
  pauseSchedule,
  type ScheduleRow,
  updateSchedule,
} from "./store";
import { reportPermissions } from "./vocabulary";

export const addSchedule = action
  .metadata({ name: "schedule.add", permission: "schedules:write", target: "scheduleId" })
  .inputSchema(saveScheduleInput)
  .action(async ({ ctx, parsedInput }) => {
    const { actor } = permitActor(ctx.by.actor, reportPermissions[parsedInput.report]);
    const recipients = await toRecipients(parsedInput.recipients, { actor, present: [] });
    const given = { ...parsedInput, recipients, peopleConfirmedAt: await confirmPeople(actor, parsedInput) };
    const { scheduleId: _, peopleConfirmedAt: __, ...after } = given;
    await ctx.entry.settle({ outcome: "succeeded", label: given.name, after }, (tx) =>
      insertSchedule(tx, actor, given),
    );
  });

export const changeSchedule = action
  .metadata({ name: "schedule.change", permission: "schedules:write", target: "scheduleId" })
  .inputSchema(saveScheduleInput)
  .action(async ({ ctx, parsedInput }) => {
    const { actor } = permitActor(ctx.by.actor, reportPermissions[parsedInput.report]);
    const row = await getOwnSchedule(actor, parsedInput.scheduleId);
    const recipients = await toRecipients(parsedInput.recipients, { actor, present: row.recipients });
    const given = { ...parsedInput, recipients, peopleConfirmedAt: await confirmPeople(actor, parsedInput) };
    await guardOtherReport(actor, { before: row, after: given });
    const { scheduleId: _, peopleConfirmedAt: __, ...after } = given;
    await ctx.entry.settle(
      { outcome: "succeeded", label: given.name, before: toRecorded(row), after },
      (tx) => updateSchedule(tx, actor, given),
    );
  });

export const removeSchedule = action
  .metadata({ name: "schedule.remove", permission: "schedules:write", target: "scheduleId" })
  .inputSchema(scheduleInput)
  .action(async ({ ctx, parsedInput: { scheduleId } }) => {
    const row = await getOwnSchedule(ctx.by.actor, scheduleId);
    await ctx.entry.settle(
      { outcome: "succeeded", label: row.name, before: toRecorded(row), after: null },
      (tx) => deleteSchedule(tx, scheduleId),
    );
  });

export const changePause = action
  .metadata({ name: "schedule.pause", permission: "schedules:write", target: "scheduleId" })
  .inputSchema(pauseInput)
  .action(async ({ ctx, parsedInput: { scheduleId, isPaused } }) => {
    const row = await getOwnSchedule(ctx.by.actor, scheduleId);
    const before = { isPaused: row.isPaused };
    await ctx.entry.settle({ outcome: "succeeded", label: row.name, before, after: { isPaused } }, (tx) =>
      pauseSchedule(tx, ctx.by.actor, row, isPaused),
    );
  });

export const sendSchedule = action
  .metadata({ name: "schedule.send", permission: "schedules:write", target: "scheduleId" })
  .inputSchema(scheduleInput)
  .action(async ({ ctx, parsedInput: { scheduleId } }) => {
    const row = await getOwnSchedule(ctx.by.actor, scheduleId);
    await limitSends(ctx.by.actor, scheduleId);
    await limitHandSends(ctx.by.actor);
    const outcomes = await sendScheduledNow(row, ctx.entry.id);
    await ctx.entry.settle({ outcome: "succeeded", label: row.name, after: { outcomes } });
    return outcomes;
  });

/**
 * A file of people needs a recent sign-in. No one signs in when it is sent, so whoever makes or changes the schedule does
 * (ADR 16). Null if the file has no people.
 * @throws AppError step_up_required
 */
async function confirmPeople(actor: Actor, given: SaveSchedule): Promise<Date | null> {
  if (!isFileOfPeople(given)) return null;
  await requireFresh(actor);
  return new Date();
}

function toRecorded({ name, report, query, cadence, day, hour, recipients, locale }: ScheduleRow) {
  return { name, report, query, cadence, day, hour, recipients, locale };
}

/** Five messages to everyone at once, then one every two minutes. */
const sends = new SharedTokenBucket("schedule-sends", { capacity: 5, perMinute: 0.5 });

/** @throws AppError too_many_requests, for one person and schedule */
async function limitSends(actor: Actor, scheduleId: string): Promise<void> {
  await sends.spend(`${actor.email.toLowerCase()} ${scheduleId}`);
}
