import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listPowers } from "@/lib/powers/mirror";

export const GET = defineRoute({ permission: "settings:read", search: z.object({}), read: listPowers });
