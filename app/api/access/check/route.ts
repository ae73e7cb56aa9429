import { z } from "zod";
import { basketInput } from "@/lib/access/change-schema";
import { checkBasket } from "@/lib/access/check-read-model";
import { defineRoute } from "@/lib/entry/define-route";
import { readBody } from "@/lib/entry/read-body";
import { AppError } from "@/lib/errors";

const maxBytes = 1_000_000;

/** This is a read, but a basket doesn't fit in a URL, so it is a POST. */
export const POST = defineRoute({
  permission: "memberships:write",
  search: z.object({}),
  read: async (by, _, request) => checkBasket(by, parse(await readBody(request, maxBytes))),
});

function parse(body: string) {
  try {
    return basketInput.parse(JSON.parse(body));
  } catch (cause) {
    throw new AppError("invalid", "the body is no basket", { cause });
  }
}
