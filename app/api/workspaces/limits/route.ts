import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getLimits } from "@/lib/limits/read";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: z.object({ workspace: z.string().min(1) }),
  read: (by, { workspace }) => getLimits(by, workspace),
});
