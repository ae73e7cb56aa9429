import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { readBody } from "@/lib/entry/read-body";
import { checkImport } from "@/lib/invites/dry-run";

/** Ten thousand lines of long addresses and names. */
const maxBytes = 5_000_000;

/** A read for all that it is a POST: a file does not fit into an address. */
export const POST = defineRoute({
  permission: "invites:write",
  search: z.object({}),
  read: async (by, _, request) => checkImport(by, await readBody(request, maxBytes)),
});
