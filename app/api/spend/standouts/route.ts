import { defineRoute } from "@/lib/entry/define-route";
import { standoutsSearch } from "@/lib/spend/search-schema";
import { getStandouts } from "@/lib/spend/standouts";

export const GET = defineRoute({ permission: "cost:read", search: standoutsSearch, read: getStandouts });
