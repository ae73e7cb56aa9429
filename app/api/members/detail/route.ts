import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getMemberDetail } from "@/lib/members/person-read-model";

export const GET = defineRoute({
  permission: "members:read",
  search: z.object({ member: z.string().min(1) }),
  read: (by, { member }) => getMemberDetail(by, member),
});
