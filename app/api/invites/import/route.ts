import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { readBody } from "@/lib/entry/read-body";
import { checkImport } from "@/lib/invites/dry-run";

const maxBytes = 5_000_000;

/** This is a read, but a file doesn't fit in a URL, so it is a POST. */
export const POST = defineRoute({
  permission: "invites:write",
  search: z.object({}),
  read: async (by, _, request) => checkImport(by, await readBody(request, maxBytes)),
});
