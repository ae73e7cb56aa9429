import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listUnreadable } from "@/lib/unreadable/read-model";

export const GET = defineRoute({ permission: "settings:read", search: z.object({}), read: listUnreadable });
