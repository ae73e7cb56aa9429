import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listServiceAccounts } from "@/lib/service-accounts/list-read-model";

export const GET = defineRoute({ permission: "keys:read", search: z.object({}), read: listServiceAccounts });
