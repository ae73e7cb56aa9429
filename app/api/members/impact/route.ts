import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getMemberImpact } from "@/lib/members/impact-read-model";

export const GET = defineRoute({
  permission: "members:read",
  search: z.object({ members: z.string().min(1) }),
  read: (by, { members }) => getMemberImpact(by, members.split(",")),
});
