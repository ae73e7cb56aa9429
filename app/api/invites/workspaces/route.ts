import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listInvitableWorkspaces } from "@/lib/invites/import-read-model";

export const GET = defineRoute({
  permission: "invites:read",
  search: z.object({}),
  read: listInvitableWorkspaces,
});
