"use server";
import { toReach } from "@/lib/core/auth/peers";
import { action } from "@/lib/core/entry/action-client";
import { AppError } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import { acknowledgeDayInput, reopenDayInput } from "./change-schema";
import { isUnusualDay } from "./unusual-days";
import { deleteNote, findNote, insertNote, requireOwner } from "./unusual-notes-store";

export const acknowledgeUnusualDay = action
  .metadata({ name: "unusual_day.acknowledge", permission: "unusual-days:write", target: "day" })
  .inputSchema(acknowledgeDayInput)
  .action(async ({ ctx, parsedInput: { day, currency, note, owner } }) => {
    const { actor } = ctx.by;
    await requireOwner(actor, owner);
    if (!(await isUnusualDay(actor, currency, day, toDay(new Date()))))
      throw new AppError("not_found", "the day is not unusual");
    const scope = toReach(actor);
    const after = { scope, currency, note, owner };
    await ctx.entry.settle({ outcome: "succeeded", label: day, before: null, after }, (tx) =>
      insertNote(tx, { ...after, day, notedBy: actor.email, notedAt: new Date() }),
    );
  });

export const reopenUnusualDay = action
  .metadata({ name: "unusual_day.reopen", permission: "unusual-days:write", target: "day" })
  .inputSchema(reopenDayInput)
  .action(async ({ ctx, parsedInput: { day, currency } }) => {
    const key = { scope: toReach(ctx.by.actor), day, currency };
    const found = await findNote(key);
    if (!found) throw new AppError("not_found", "the day is not acknowledged");
    const { note, owner } = found;
    const before = { scope: key.scope, currency, note, owner };
    await ctx.entry.settle({ outcome: "succeeded", label: day, before, after: null }, (tx) =>
      deleteNote(tx, key),
    );
  });
