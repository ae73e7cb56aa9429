import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getReviewRows } from "@/lib/reviews/rows-read-model";

export const GET = defineRoute({
  permission: "reviews:read",
  search: z.object({ review: z.uuid(), workspace: z.string().min(1).max(300) }),
  read: (by, { review, workspace }) => getReviewRows(by, { reviewId: review, workspaceId: workspace }),
});
