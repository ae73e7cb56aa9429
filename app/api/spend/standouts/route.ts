import { defineRoute } from "@/lib/entry/define-route";
import { readStandoutsSearch } from "@/lib/spend/route-search";
import { getStandouts } from "@/lib/spend/standouts";

export const GET = defineRoute({ permission: "cost:read", search: readStandoutsSearch, read: getStandouts });
