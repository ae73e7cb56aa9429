import { defineRoute } from "@/lib/entry/define-route";
import { getCost } from "@/lib/reports/cost/report";
import { readCostSearch } from "@/lib/reports/route-search";

export const GET = defineRoute({ permission: "cost:read", search: readCostSearch, read: getCost });
