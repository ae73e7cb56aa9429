import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { readBody } from "@/lib/entry/read-body";
import { listTakenNames, parseNewNames } from "@/lib/keys/taken-names-read-model";

const maxBytes = 4_000_000;

/** This is a read, but the names don't fit in a URL, so it is a POST. */
export const POST = defineRoute({
  permission: "keys:manage",
  search: z.object({}),
  read: async (by, _, request) => listTakenNames(by, parseNewNames(await readBody(request, maxBytes))),
});
