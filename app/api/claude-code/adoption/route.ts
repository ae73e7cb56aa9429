import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getAdoption } from "@/lib/reports/claude-code/adoption";

export const GET = defineRoute({ permission: "claude-code:read", search: z.object({}), read: getAdoption });
