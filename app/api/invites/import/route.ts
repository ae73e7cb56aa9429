import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { checkImport } from "@/lib/invites/dry-run";

/** A read for all that it is a POST: a file does not fit into an address. */
export const POST = defineRoute({
  permission: "invites:write",
  search: z.object({}),
  read: async (by, _, request) => checkImport(by, await request.text()),
});
