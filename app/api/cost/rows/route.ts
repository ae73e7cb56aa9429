import { defineRoute } from "@/lib/entry/define-route";
import { listCostRows } from "@/lib/reports/query/detail-rows";
import { costSearch } from "@/lib/reports/search-schema";

export const GET = defineRoute({ permission: "cost:read", search: costSearch, read: listCostRows });
