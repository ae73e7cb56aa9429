import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listReviews } from "@/lib/reviews/list-read-model";

export const GET = defineRoute({
  permission: "reviews:read",
  search: z.object({}),
  read: listReviews,
});
