import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { getStatementsPage } from "@/lib/statements/read-model";

export const GET = defineRoute({
  permission: "statements:read",
  search: z.object({}),
  read: (by) => getStatementsPage(by),
});
