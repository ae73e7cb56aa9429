import { z } from "zod";
import { getColumns } from "@/lib/columns/store";
import { columnLists } from "@/lib/columns/vocabulary";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "me:read",
  search: z.object({ list: z.enum(columnLists) }),
  read: (by, { list }) => getColumns(by, list),
});
