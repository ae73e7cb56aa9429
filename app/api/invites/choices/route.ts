import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listWithdrawable } from "@/lib/invites/mirror";
import { loadInviteSearch } from "@/lib/invites/search-params";

export const GET = defineRoute({
  permission: "invites:read",
  search: z.record(z.string(), z.string()).transform((query) => loadInviteSearch(query)),
  read: listWithdrawable,
});
