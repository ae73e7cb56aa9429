import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { previewCopy } from "@/lib/workspaces/copy-read-model";

export const GET = defineRoute({
  permission: "memberships:write",
  search: z.object({ from: z.string().min(1), to: z.string().min(1) }),
  read: previewCopy,
});
