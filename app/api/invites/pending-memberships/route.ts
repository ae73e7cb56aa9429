import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listPendingMemberships } from "@/lib/invites/pending-memberships-store";

export const GET = defineRoute({
  permission: "members:read",
  search: z.object({ email: z.string().min(1) }),
  read: listPendingMemberships,
});
