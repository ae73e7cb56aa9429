import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { checkAddress } from "@/lib/invites/list-read-model";
import { inviteeEmail } from "@/lib/invites/schema";

export const GET = defineRoute({
  permission: "invites:read",
  search: z.object({ email: inviteeEmail }),
  read: (by, { email }) => checkAddress(by, email),
});
