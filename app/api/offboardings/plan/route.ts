import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { readBody } from "@/lib/entry/read-body";
import { parsePlanInput, readPlan } from "@/lib/offboardings/plan-read-model";

const maxBytes = 200_000;

/** This is a read, but a list of people doesn't fit in a URL, so it is a POST. */
export const POST = defineRoute({
  permission: "members:write",
  search: z.object({}),
  read: async (by, _, request) => readPlan(by, parsePlanInput(await readBody(request, maxBytes))),
});
