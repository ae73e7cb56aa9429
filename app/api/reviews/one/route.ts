import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getReview } from "@/lib/reviews/detail-read-model";

export const GET = defineRoute({
  permission: "reviews:read",
  search: z.object({ review: z.string().min(1) }),
  read: (by, { review }) => getReview(by, review),
});
