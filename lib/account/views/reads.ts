import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { listViews } from "./store";
import { viewPages } from "./vocabulary";

export const viewReads = {
  views: defineRead({
    permission: "views:read",
    search: z.object({ page: z.enum(viewPages) }),
    read: (by, { page }) => listViews(by, page),
  }),
};
