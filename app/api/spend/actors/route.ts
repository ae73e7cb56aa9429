import { defineRoute } from "@/lib/entry/define-route";
import { listSpendActors } from "@/lib/spend/actors";
import { actorsSearch } from "@/lib/spend/search-schema";

export const GET = defineRoute({ permission: "cost:read", search: actorsSearch, read: listSpendActors });
