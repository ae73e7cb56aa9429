import { defineRoute } from "@/lib/entry/define-route";
import { getCostCross } from "@/lib/reports/cost/cross";
import { readCostCrossSearch } from "@/lib/reports/route-search";

export const GET = defineRoute({ permission: "cost:read", search: readCostCrossSearch, read: getCostCross });
