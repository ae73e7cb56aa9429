import { defineRoute } from "@/lib/entry/define-route";
import { getStatement } from "@/lib/statements/read-model";
import { readNumberSearch } from "@/lib/statements/route-search";

export const GET = defineRoute({
  permission: "statements:read",
  search: readNumberSearch,
  read: (by, { number }) => getStatement(by, number),
});
