import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listViews } from "@/lib/views/store";
import { viewPages } from "@/lib/views/vocabulary";

export const GET = defineRoute({
  permission: "views:read",
  search: z.object({ page: z.enum(viewPages) }),
  read: (by, { page }) => listViews(by, page),
});
