import { defineRoute } from "@/lib/entry/define-route";
import { listSpendActors } from "@/lib/spend/actors";
import { readActorsSearch } from "@/lib/spend/route-search";

export const GET = defineRoute({ permission: "cost:read", search: readActorsSearch, read: listSpendActors });
