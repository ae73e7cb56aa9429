import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listLeftKeys } from "@/lib/workspaces/left-keys-read-model";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: z.object({ workspace: z.string().min(1), user: z.string().min(1) }),
  read: listLeftKeys,
});
