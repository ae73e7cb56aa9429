import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { getColumns } from "./store";
import { columnLists } from "./vocabulary";

export const columnReads = {
  columns: defineRead({
    permission: "me:read",
    search: z.object({ list: z.enum(columnLists) }),
    read: (by, { list }) => getColumns(by, list),
  }),
};
