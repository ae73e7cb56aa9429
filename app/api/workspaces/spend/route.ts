import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { currency } from "@/lib/reports/search-schema";
import { getWorkspaceSpend } from "@/lib/workspaces/parts-mirror";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: z.object({ workspace: z.string().min(1), currency }),
  read: (by, asked) => getWorkspaceSpend(by, asked.workspace, asked.currency),
});
