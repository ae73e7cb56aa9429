import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getMyAccess } from "@/lib/me/read-model";

export const GET = defineRoute({ permission: "me:read", search: z.object({}), read: getMyAccess });
