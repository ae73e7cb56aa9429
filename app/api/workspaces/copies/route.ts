import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { previewCopies } from "@/lib/workspaces/copy-read-model";
import { maxIdentical } from "@/lib/workspaces/vocabulary";

export const GET = defineRoute({
  permission: "memberships:write",
  search: z.object({
    from: z.string().min(1),
    to: z
      .string()
      .min(1)
      .transform((ids) => ids.split(","))
      .pipe(z.array(z.string().min(1)).max(maxIdentical)),
  }),
  read: previewCopies,
});
