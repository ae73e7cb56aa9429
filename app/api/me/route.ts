import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getMyAccess } from "@/lib/me/mirror";

export const GET = defineRoute({ permission: "me:read", search: z.object({}), read: getMyAccess });
