import { defineRoute } from "@/lib/entry/define-route";
import { listCostRows } from "@/lib/reports/query/detail-rows";
import { readCostSearch } from "@/lib/reports/route-search";

export const GET = defineRoute({ permission: "cost:read", search: readCostSearch, read: listCostRows });
