import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listPastAccess } from "@/lib/workspaces/past-access-read-model";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: z.object({ user: z.string().min(1) }),
  read: listPastAccess,
});
