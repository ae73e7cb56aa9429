import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getWorkspace } from "@/lib/workspaces/list-read-model";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: z.object({ workspace: z.string().min(1) }),
  read: (by, { workspace }) => getWorkspace(by, workspace),
});
