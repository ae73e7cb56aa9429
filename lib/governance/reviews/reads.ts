import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { listDeciders } from "./deciders-read-model";
import { getReview } from "./detail-read-model";
import { getStartChoices, listReviews } from "./list-read-model";
import { getReviewRows } from "./rows-read-model";

export const reviewReads = {
  "reviews/choices": defineRead({
    permission: "reviews:manage",
    read: getStartChoices,
  }),
  "reviews/deciders": defineRead({
    permission: "reviews:read",
    search: z.object({ review: z.uuid(), workspace: z.string().max(300).optional() }),
    read: (by, { review, workspace }) => listDeciders(by, { reviewId: review, workspaceId: workspace }),
  }),
  "reviews/one": defineRead({
    permission: "reviews:read",
    search: z.object({ review: z.string().min(1) }),
    read: (by, { review }) => getReview(by, review),
  }),
  reviews: defineRead({
    permission: "reviews:read",
    read: listReviews,
  }),
  "reviews/rows": defineRead({
    permission: "reviews:read",
    search: z.object({ review: z.uuid(), workspace: z.string().min(1).max(300) }),
    read: (by, { review, workspace }) => getReviewRows(by, { reviewId: review, workspaceId: workspace }),
  }),
};
