import { defineRoute } from "@/lib/entry/define-route";
import { readStrictly } from "@/lib/entry/strict-search";
import { parseAsCurrency } from "@/lib/reports/search-params";
import { parseAsId } from "@/lib/search-params";
import { getWorkspaceSpend } from "@/lib/workspaces/detail-read-model";

export const GET = defineRoute({
  permission: "workspaces:read",
  search: (query) =>
    readStrictly({ workspace: parseAsId, currency: parseAsCurrency }, query, { required: ["workspace"] }),
  read: (by, { workspace, currency }) => getWorkspaceSpend(by, workspace, currency),
});
