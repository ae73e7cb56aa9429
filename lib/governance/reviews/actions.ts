"use server";
import { limitHandSends } from "@/lib/core/delivery/send-limit";
import { action } from "@/lib/core/entry/action-client";
import { answerAsked, askAdmins } from "./ask";
import {
  answerInput,
  askInput,
  closeInput,
  decideInput,
  extendInput,
  handOverInput,
  reassignInput,
  reviewInput,
  startReviewInput,
  submitInput,
} from "./change-schema";
import { changeDue, changeReviewers } from "./change-store";
import { closeReview as close } from "./close";
import { decideReview as decide } from "./decide";
import { handOver } from "./hand-over";
import { limitMessages } from "./message-limit";
import { remindNow } from "./reminders-store";
import { refuseUnfit } from "./reviewers";
import { startReview as start } from "./start";
import { endSeries, getRecord } from "./store";
import { submitReview as submit } from "./submit";

export const startReview = action
  .metadata({ name: "review.start", permission: "reviews:manage", target: "reviewId" })
  .inputSchema(startReviewInput)
  .action(({ ctx, parsedInput }) => start(ctx.by, parsedInput, ctx));

export const decideReview = action
  .metadata({ name: "review.decide", permission: "reviews:write", target: "reviewId" })
  .inputSchema(decideInput)
  .action(({ ctx, parsedInput }) => decide(ctx.by, parsedInput, ctx.entry));

export const submitReview = action
  .metadata({ name: "review.submit", permission: "reviews:write", target: "reviewId" })
  .inputSchema(submitInput)
  .action(({ ctx, parsedInput }) => submit(ctx.by, parsedInput, ctx.entry));

export const handOverReview = action
  .metadata({ name: "review.hand_over", permission: "reviews:write", target: "reviewId" })
  .inputSchema(handOverInput)
  .action(async ({ ctx, parsedInput }) => {
    await limitMessages(ctx.by.actor);
    await handOver(ctx.by, parsedInput, ctx.entry);
  });

export const askAboutReview = action
  .metadata({ name: "review.ask", permission: "reviews:write", target: "reviewId" })
  .inputSchema(askInput)
  .action(async ({ ctx, parsedInput }) => {
    await limitMessages(ctx.by.actor);
    await askAdmins(ctx.by, parsedInput, ctx.entry);
  });

export const answerReviewer = action
  .metadata({ name: "review.answer", permission: "reviews:manage", target: "reviewId" })
  .inputSchema(answerInput)
  .action(({ ctx, parsedInput }) => answerAsked(ctx.by, parsedInput, ctx.entry));

export const reassignReview = action
  .metadata({ name: "review.reassign", permission: "reviews:manage", target: "reviewId" })
  .inputSchema(reassignInput)
  .action(async ({ ctx, parsedInput }) => {
    const { name } = await getRecord(parsedInput.reviewId);
    await refuseUnfit(parsedInput);
    const { workspaceId, before: known, reviewers } = parsedInput;
    const [before, after] = [known, reviewers].map((all) => ({ workspaceId, reviewers: all }));
    await ctx.entry.settle({ outcome: "succeeded", label: name, before, after }, (tx) =>
      changeReviewers(tx, parsedInput, { id: ctx.entry.id, by: ctx.by.actor.email }),
    );
  });

export const extendReview = action
  .metadata({ name: "review.extend", permission: "reviews:manage", target: "reviewId" })
  .inputSchema(extendInput)
  .action(async ({ ctx, parsedInput }) => {
    const { name } = await getRecord(parsedInput.reviewId);
    const [before, after] = [{ dueOn: parsedInput.before }, { dueOn: parsedInput.dueOn }];
    await ctx.entry.settle({ outcome: "succeeded", label: name, before, after }, (tx) =>
      changeDue(tx, parsedInput, { id: ctx.entry.id, by: ctx.by.actor.email }),
    );
  });

export const remindReviewers = action
  .metadata({ name: "review.remind", permission: "reviews:manage", target: "reviewId" })
  .inputSchema(reviewInput)
  .action(async ({ ctx, parsedInput: { reviewId } }) => {
    const review = await getRecord(reviewId);
    await limitHandSends(ctx.by.actor);
    const count = await remindNow(review, ctx.entry);
    return { count };
  });

export const endReviewSeries = action
  .metadata({ name: "review.end_series", permission: "reviews:manage", target: "reviewId" })
  .inputSchema(reviewInput)
  .action(async ({ ctx, parsedInput: { reviewId } }) => {
    const { name, cadence } = await getRecord(reviewId);
    await ctx.entry.settle({ outcome: "succeeded", label: name, before: { cadence } }, (tx) =>
      endSeries(tx, reviewId),
    );
  });

export const closeReview = action
  .metadata({ name: "review.close", permission: "reviews:manage", target: "reviewId" })
  .inputSchema(closeInput)
  .action(({ ctx, parsedInput }) => close(ctx.by, parsedInput, ctx.entry));
