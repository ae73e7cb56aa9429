import { z } from "zod";
import { listCapabilities } from "@/lib/capabilities/store";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({ permission: "settings:read", search: z.object({}), read: listCapabilities });
