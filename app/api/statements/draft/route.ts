import { defineRoute } from "@/lib/entry/define-route";
import { getDraft } from "@/lib/statements/frame";
import { readDraftSearch } from "@/lib/statements/route-search";

export const GET = defineRoute({
  permission: "statements:read",
  search: readDraftSearch,
  read: (by, search) => getDraft(by, search),
});
