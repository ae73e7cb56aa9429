import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { findCandidates } from "@/lib/workspaces/candidates-read-model";

export const GET = defineRoute({
  permission: "memberships:write",
  search: z.object({ workspace: z.string().min(1).optional(), q: z.string() }),
  read: findCandidates,
});
