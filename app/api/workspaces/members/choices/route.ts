import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { listPersonChoices } from "@/lib/workspaces/people-read-model";
import { loadPersonSearch } from "@/lib/workspaces/search-params";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: z
    .object({ workspace: z.string().min(1) })
    .catchall(z.string())
    .transform(({ workspace, ...query }) => ({ workspace, search: loadPersonSearch(query) })),
  read: (by, { workspace, search }) => listPersonChoices(by, workspace, search),
});
